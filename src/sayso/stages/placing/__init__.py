"""How places are told from other names, how far they reach, and which of their namesakes is meant."""
