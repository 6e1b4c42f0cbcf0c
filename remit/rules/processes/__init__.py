"""Rules of the family: processes and approvals."""
