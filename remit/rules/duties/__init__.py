"""Rules of the family: duties and functions."""
