"""How we find: from a question to the passage and the sentence that answer it."""
