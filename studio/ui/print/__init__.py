"""The one painter behind preview, PDF and printer."""
