"""Changes of the whole system at once: what a rename, a move or a merge would write, and what any change would bring."""
