"""Programs for the people who build Closet Studio; nothing here is part of what is installed."""
