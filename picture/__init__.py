"""The pictures of the README: a card that the bot sent, drawn as Discord draws it."""
