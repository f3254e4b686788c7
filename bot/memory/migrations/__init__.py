"""How the tables came to be, step by step; Alembic reads env.py and versions/."""
