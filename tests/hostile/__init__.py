"""Hostile input: what must neither run, leak, hang nor get lost."""
