"""How much, where, again: from sources to codings, one after the other, with what could not be read listed."""
