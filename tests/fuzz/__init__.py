"""Fuzzing by hand, `python -m tests.fuzz`; a fixed sample of it runs with the tests."""
