"""The panel's rows against the steps that there are: every step has one, and no control asks for what is refused."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QSlider

from studio.imaging import registry
from studio.imaging.order import ORDER, OWN_PARAMS
from studio.ui.pages.photos import step_table
from studio.ui.pages.photos.step_controls import Control
from studio.ui.pages.photos.step_table import StepRow
from studio.ui.pages.photos.tools.kit import TOOLS


def row_of(name: str) -> StepRow:
    return next(row for row in step_table.ROWS if row.name == name)


def asked_by(control: Control) -> list[dict[str, Any]]:
    """Return everything that a control can ask for at its ends."""
    asked: list[dict[str, Any]] = []
    control.changed.connect(lambda params, _good: asked.append(params))
    for slider in control.findChildren(QSlider):
        for value in (slider.maximum(), slider.minimum()):
            slider.setValue(value)
    for button in control.findChildren(QAbstractButton):
        if button.isCheckable():
            button.click()
    for edit in control.findChildren(QLineEdit):
        edit.textEdited.emit("W" * edit.maxLength())
    return asked


def test_every_step_has_a_row_and_every_row_a_step() -> None:
    rows = {row.name for row in step_table.ROWS}
    assert rows == set(registry.KINDS) - {"frame"}  # a frame is an output's shape, not a step of the photo
    assert {row.group for row in step_table.ROWS} == set(step_table.GROUPS)
    assert rows <= set(ORDER)


@pytest.mark.parametrize("name", sorted(row.name for row in step_table.ROWS))
def test_no_control_asks_for_what_the_step_refuses(qapp: QApplication, name: str) -> None:
    usual = registry.KINDS[name].params()
    controls = row_of(name).controls()
    assert controls or name in TOOLS
    for control in controls:
        control.show_params(asdict(usual), asdict(usual))
        asked = asked_by(control)
        assert asked
        for params in asked:
            replace(usual, **params)  # raises ValueError where it is out of range


@pytest.mark.parametrize("name", sorted(row.name for row in step_table.ROWS))
def test_every_step_says_what_it_does(name: str) -> None:
    row = row_of(name)
    usual = asdict(registry.KINDS[name].params())
    assert row.says(usual)
    assert row.why.endswith(".")
    if row.clears:
        assert row.clears in usual
        assert row.says({**usual, row.clears: [1, 2, 3]}) != row.says(usual)


def test_what_the_brush_did_can_be_forgotten() -> None:
    for name, params in OWN_PARAMS.items():
        assert row_of(name).clears in params


@pytest.mark.parametrize(
    ("name", "params", "words"),
    [
        ("crop", {"angle_deg": -1.2, "quarter_turns": 1, "left": 0.1}, "−1.2° · turned 90° · cropped"),
        ("crop", {"left": 0.0, "top": 0.0, "right": 1.0, "bottom": 1.0}, "whole photo"),
        ("tone", {"exposure_ev": 0.3, "contrast": -0.2, "clarity": 0.5}, "+0.3 EV · contrast −20 · clarity 50 %"),
        ("background", {"colour": "#F4EFE6", "second": "#ffffff", "shadow": 0.4}, "linen · fading · soft shadow"),
        ("background", {"colour": "#123456"}, "#123456"),
        ("white_balance", {"mode": "grey", "strength": 1.0}, "from a grey spot · 100 %"),
        ("badge", {"text": "NWT"}, "“NWT”"),
    ],
)
def test_a_step_is_said_in_a_few_words(name: str, params: dict[str, Any], words: str) -> None:
    assert row_of(name).says(params) == words
