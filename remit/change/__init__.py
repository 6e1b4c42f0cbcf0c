"""What changed between two organisations, by meaning: entities and elements paired, changes told, graded, and whom they concern."""
