"""Many claims to events, accounts and disputes: pure, and the same in whatever order reports come."""
