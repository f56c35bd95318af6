"""Tests of how the network in the box is trained."""
