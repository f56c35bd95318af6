"""The Packing page: from the orders of the day to parcels on their way."""
