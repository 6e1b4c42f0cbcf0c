"""What `check` keeps in .remit/cache/check/ so as not to find it out again: which bytes files have (inputs.py) and what was
said of them (shelf.py). All of it may be deleted at any time; nothing in it is believed beyond the key it is kept under."""
