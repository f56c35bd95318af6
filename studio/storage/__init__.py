"""The catalog file and the folder of originals."""
