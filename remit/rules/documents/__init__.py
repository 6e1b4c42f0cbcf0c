"""Rules of the family: approval and document control."""
