"""The side of those who manage a server: its settings, its gaps, what it taught, its articles."""
