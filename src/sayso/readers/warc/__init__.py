"""Archives of the web, record by record."""
