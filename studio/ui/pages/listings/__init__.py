"""The Listings page: the text of a piece, what it still misses, and how a buyer sees it."""
