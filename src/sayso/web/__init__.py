"""The page over a store, and the same through an HTTP API: see docs/web.md."""
