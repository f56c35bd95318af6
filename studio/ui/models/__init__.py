"""Table models: ids first, rows by the page."""
