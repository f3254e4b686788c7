"""How we measure: questions whose answers are known, asked of the librarian, and the figures."""
