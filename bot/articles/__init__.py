"""What we know: articles, read from Markdown files and cut into passages."""
