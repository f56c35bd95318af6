"""Nouns and rules of selling clothes; standard library only."""
