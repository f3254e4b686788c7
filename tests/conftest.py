"""How hypothesis draws its examples, and the databases, for every test."""

import os

from hypothesis import settings

pytest_plugins = ["tests.memory.databases"]

# No deadline: machines are shared, and a pause is no failure. Where a change is judged the
# examples are the same at every run; elsewhere chance goes on looking for new ones.
settings.register_profile("souffleur", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("souffleur")
