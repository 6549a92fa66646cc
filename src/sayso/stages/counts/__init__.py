"""What figures are made of: numbers, what they count, what happened to those counted, of what they are a part."""
