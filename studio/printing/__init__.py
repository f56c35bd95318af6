"""Cards and labels laid out in millimetres, without Qt."""
