"""Words that go together in French, as data files that a user can extend; see their first lines."""
