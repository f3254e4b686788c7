"""From files and web pages to articles as the corpus folder holds them."""
