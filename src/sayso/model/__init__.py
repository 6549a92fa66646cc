"""What things are: documents, parses, mentions, statements, claims, events. Standard library only."""
