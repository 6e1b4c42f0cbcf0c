"""Rules of the family: units, posts and reporting lines."""
