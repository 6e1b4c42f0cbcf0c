"""Rules of the family: who answers, who does, and the matrix."""
