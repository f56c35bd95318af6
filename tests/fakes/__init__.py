"""Stand-ins for what a test has to hold still."""
