"""The steps of a Recipe, one file each."""
