"""How fast the raw index answers, beside its peers."""
