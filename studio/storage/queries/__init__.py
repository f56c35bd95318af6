"""What lists and pages read: ids by a query, then rows by the page."""
