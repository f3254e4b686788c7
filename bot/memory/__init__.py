"""How we remember: what servers decided, what was asked in vain, and what was taught."""
