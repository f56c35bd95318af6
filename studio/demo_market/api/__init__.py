"""The HTTP surface of Closet Fair: one router a noun, rules live one floor below."""
