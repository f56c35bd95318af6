"""Measures of the window in logical pixels: the grid, radii, heights and type sizes everything is drawn with."""

from __future__ import annotations

GRID_PX = 8
PAGE_MARGIN_PX = 24
CARD_PADDING_PX = 16
GAP_PX = 14
CARD_RADIUS_PX = 10
CONTROL_RADIUS_PX = 8
CONTROL_HEIGHT_PX = 34
TARGET_PX = 24  # WCAG 2.2, 2.5.8: the least size of what is clicked

RAIL_PX = 76
INSPECTOR_PX = 344
INSPECTOR_MARGIN_PX = 20
PAGE_BAR_PX = 60
STATUS_BAR_PX = 32

TITLE_TYPE_PX = 20
FIGURE_TYPE_PX = 30
HEADING_TYPE_PX = 14
BODY_TYPE_PX = 13
CAPTION_TYPE_PX = 11
BENCH_TITLE_TYPE_PX = 26
BENCH_TYPE_PX = 18
