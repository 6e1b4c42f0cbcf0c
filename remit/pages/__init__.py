"""The pages of the handbook: entities and matrices to body HTML, by the templates in templates/pages."""
