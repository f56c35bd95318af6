"""One package for each marketplace; they do not know each other."""
