"""The ways to find the subject of a photo; they run in the cut-out child only."""
