"""Rules of the family: texts, languages, vague values."""
