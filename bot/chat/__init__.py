"""How we speak: the terminal, the JSON lines, and Discord."""
