"""How we are told: the commands, each importing what it needs when it runs."""
