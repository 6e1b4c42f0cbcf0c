"""Rules of the family: clauses of sources and standards."""
