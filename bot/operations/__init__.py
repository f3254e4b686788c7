"""How the bot is looked after: its log, its figures, its health."""
