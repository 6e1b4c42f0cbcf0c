"""load: files on disk to plain data with the place of every key and value."""
