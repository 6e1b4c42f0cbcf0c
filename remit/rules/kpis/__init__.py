"""Rules of the family: indicators."""
