"""Tests of the Word and Excel writers."""
