"""What is kept in .remit/cache/ so as not to find it out again: which bytes files have (inputs.py), what was said of them
(shelf.py), and what was drawn of plain values (lasting.py). All of it may be deleted at any time; nothing in it is believed
beyond the key it is kept under."""
