"""The one style sheet: what palette and Fusion cannot say about corners, borders and spacing."""

from __future__ import annotations

from string import Template

from PySide6.QtGui import QColor

from studio.ui import metrics
from studio.ui.tokens import Tokens

_SHEET = Template("""
QToolTip { color: $text; background: $surface; border: 1px solid $line; padding: 5px 8px; }

QPushButton { min-height: ${button_inner}px; padding: 0 14px; border: 1px solid $line; border-radius: ${radius}px;
  background: $surface; color: $text; font-weight: 500; }
QPushButton:hover { background: $sunken; }
QPushButton:pressed { background: $line; }
QPushButton:focus { border: 2px solid $accent; padding: 0 13px; min-height: ${button_inner_focus}px; }
QPushButton:disabled { color: $faded; }
QPushButton::menu-indicator { image: none; width: 0; }
PrimaryButton { background: $accent; color: $on_accent; border-color: $accent; }
PrimaryButton:hover { background: $accent_hover; }
PrimaryButton:pressed { background: $accent_pressed; }
PrimaryButton:focus { border: 2px solid $text; }
PrimaryButton:disabled { background: $sunken; color: $faded; border-color: $line; }
QuietButton:checked { background: $accent_soft; color: $accent; border-color: $accent; }
GhostButton, IconButton { background: transparent; border: 1px solid transparent; }
GhostButton { padding: 0 8px; }
GhostButton:focus { padding: 0 7px; }
IconButton { padding: 0; min-width: ${button_inner}px; max-width: ${button_inner}px; }
IconButton:focus { padding: 0; min-width: ${button_inner_focus}px; max-width: ${button_inner_focus}px; }
IconButton[small="true"], IconButton[small="true"]:focus {
    min-width: 0; max-width: 24px; min-height: 0; max-height: 24px;
}
IconButton:checked { background: $accent_soft; }

QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QAbstractSpinBox { background: $surface; color: $text;
  border: 1px solid $control; border-radius: ${radius}px; padding: 0 10px;
  placeholder-text-color: $text_soft; selection-background-color: $accent; selection-color: $on_accent; }
QLineEdit, QComboBox, QAbstractSpinBox { min-height: ${control_inner}px; }
QPlainTextEdit, QTextEdit { padding: 5px 6px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QAbstractSpinBox:focus {
  border: 2px solid $accent; }
QLineEdit:focus, QComboBox:focus, QAbstractSpinBox:focus { padding: 0 9px; min-height: ${control_inner_focus}px; }
QPlainTextEdit:focus, QTextEdit:focus { padding: 4px 5px; }
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled { background: $sunken; color: $faded; }
*[wrong="true"] { border-color: $refused; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { width: 0; border: none; }
QComboBox::drop-down { border: none; width: 22px; }
QComboBox::down-arrow { image: none; }
QComboBox QLineEdit, QComboBox QLineEdit:focus, QAbstractSpinBox QLineEdit, QAbstractSpinBox QLineEdit:focus {
  border: none; padding: 0; background: transparent; min-height: 0; }
QComboBox QAbstractItemView, QCompleter QAbstractItemView, QMenu { background: $surface; border: 1px solid $line;
  border-radius: ${radius}px; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 12px; border-radius: 5px; }
QMenu::item:selected { background: $accent_soft; color: $text; }
QMenu::item:disabled { color: $faded; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }
QMenu::icon { padding-left: 8px; }

Card { background: $surface; border: 1px solid $line; border-radius: ${card_radius}px; }
Card[look="accent"] { background: $accent_soft; border-color: $accent_soft; }
Card[look="sunken"] { background: $sunken; border-color: $sunken; }
Card[look="plain"] { background: transparent; border-color: transparent; }
Card[chosen="true"], Card:focus { border: 2px solid $accent; }

QScrollArea, QScrollArea > QWidget > QWidget, QAbstractItemView { background: transparent; border: none; outline: 0; }
QTableView { gridline-color: $line; selection-background-color: $accent_soft; selection-color: $text; }
QTableView::item { padding: 0 10px; border: none; }
QHeaderView { background: $page; }
QHeaderView::section { background: $page; color: $text_soft; border: none; border-bottom: 1px solid $line;
  padding: 8px 10px; font-weight: 500; }
QScrollBar { background: transparent; border: none; }
QScrollBar:vertical { width: 10px; }
QScrollBar:horizontal { height: 10px; }
QScrollBar::handle { background: $handle; border-radius: 2px; border: 0; margin: 3px; }
QScrollBar::handle:hover, QScrollBar::handle:pressed { background: $control; }
QScrollBar::handle:vertical { min-height: 36px; }
QScrollBar::handle:horizontal { min-width: 36px; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page { background: none;
  width: 0; height: 0; }
QSplitter::handle { background: $line; }
QProgressBar { background: $line; border: none; border-radius: 2px; max-height: 4px; min-height: 4px; }
QProgressBar::chunk { background: $accent; border-radius: 2px; }
QCheckBox, QRadioButton { spacing: 8px; min-height: ${target}px; }
#inside, #inside:focus { border: none; padding: 0; background: transparent; }
#popup { background: $surface; border: 1px solid $control; border-radius: 0; }
GhostButton[accent="true"] { color: $accent; }
""")


def build(tokens: Tokens) -> str:
    """Return the style sheet of a theme."""
    border = 2  # above and below
    return _SHEET.substitute(
        text=tokens.text.name(),
        text_soft=tokens.text_soft.name(),
        window=tokens.window.name(),
        page=tokens.page.name(),
        surface=tokens.surface.name(),
        sunken=tokens.sunken.name(),
        line=tokens.line.name(),
        control=tokens.control.name(),
        accent=tokens.accent.name(),
        accent_hover=tokens.accent.lighter(112).name(),
        accent_pressed=tokens.accent.darker(112).name(),
        on_accent=tokens.on_accent.name(),
        accent_soft=tokens.accent_soft.name(),
        refused=tokens.states["refused"].text.name(),
        faded=_thin(tokens.text, 45),
        handle=_thin(tokens.control, 55),
        radius=metrics.CONTROL_RADIUS_PX,
        card_radius=metrics.CARD_RADIUS_PX,
        button_inner=metrics.CONTROL_HEIGHT_PX - border,
        button_inner_focus=metrics.CONTROL_HEIGHT_PX - 2 * border,
        control_inner=metrics.CONTROL_HEIGHT_PX - border,
        control_inner_focus=metrics.CONTROL_HEIGHT_PX - 2 * border,
        target=metrics.TARGET_PX,
    )


def _thin(colour: QColor, percent: int) -> str:
    return f"rgba({colour.red()}, {colour.green()}, {colour.blue()}, {percent}%)"
