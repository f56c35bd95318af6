"""What marketplaces ask for, what they charge, what to offer."""
