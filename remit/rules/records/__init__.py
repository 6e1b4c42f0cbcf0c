"""Rules of the family: records, meetings and authorities."""
