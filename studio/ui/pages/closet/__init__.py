"""The Closet page: everything the seller owns, as covers."""
