"""What the seller holds in hand over a photo: brush, crop, corners, grey picker, spots, flaws, measuring tape."""
