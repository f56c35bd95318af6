"""The upload page for a phone on the same Wi-Fi: a process of its own, open only as long as the seller asks."""
