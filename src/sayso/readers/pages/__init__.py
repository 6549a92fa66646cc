"""HTML pages: what they say of themselves, and the report in its zones."""
