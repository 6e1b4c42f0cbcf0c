"""Rules of the family: processes and responsibility."""
