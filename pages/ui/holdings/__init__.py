"""What a visitor has: networks, digits, results worked out before, a name to find it all again."""
