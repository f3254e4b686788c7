"""Flat arrays, in memory and on disk: what is made once and looked up by many processes."""
