"""validate: the schemas, and documents held against them."""
