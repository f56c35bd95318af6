"""Pictures: decoding, cleaning, cutting out."""
