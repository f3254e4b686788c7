"""What is made of a corpus once and looked up for every question: flat arrays."""
