"""Rules of the family: approvals and the segregation of duties."""
