"""Souffleur: a Discord bot that answers questions about articles by quoting them."""

__version__ = "0.1.0"
