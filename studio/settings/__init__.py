"""What the seller chose for this machine."""
