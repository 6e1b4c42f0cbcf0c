"""link: sound documents to one organisation of frozen, typed entities with their references resolved."""
