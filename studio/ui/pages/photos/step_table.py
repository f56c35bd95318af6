"""The steps as the panel shows them, as data: in which group, with which controls, what each says of itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from studio.base.texts import _, plural
from studio.ui.pages.photos.step_controls import (
    COLOURS,
    ChoiceControl,
    ColourControl,
    Control,
    SliderControl,
    WordsControl,
)

Params = Mapping[str, Any]

GROUPS = {
    "shape": _("Shape"),
    "light": _("Light"),
    "cutout": _("Cut-out"),
    "background": _("Background"),
    "details": _("Details"),
}
_GROUND = tuple(COLOURS)
_FADE = ("#f2f2f2", "#f4efe6", "#f6e6e8", "#e3ebf2")
_CORNERS = (
    ("top-left", "◤", _("upper left")),
    ("top-right", "◥", _("upper right")),
    ("bottom-left", "◣", _("lower left")),
    ("bottom-right", "◢", _("lower right")),
)
_STYLES = tuple(
    (value, text, text) for value, text in (("dark", _("Dark")), ("light", _("Light")), ("berry", _("Berry")))
)
_MODES = {"auto": _("by itself"), "grey": _("from a grey spot")}


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRow:
    """One step; `clears` is the list of what was done by hand, which can be emptied."""

    name: str
    title: str
    group: str
    why: str
    says: Callable[[Params], str]
    controls: Callable[[], list[Control]] = list
    clears: str = ""


def percent(value: float) -> str:
    """Return a share as people say it."""
    return f"{round(100 * value)} %"


def signed(value: float) -> str:
    """Return how much more or less, of a hundred."""
    return f"{round(100 * value):+d}".replace("-", "−") if round(100 * value) else "0"


def stops(value: float) -> str:
    """Return stops of light."""
    return f"{value:+.1f} EV".replace("-", "−") if abs(value) >= 0.05 else "0 EV"


def degrees(value: float) -> str:
    """Return an angle."""
    return f"{value:+.1f}°".replace("-", "−").replace("+", "") if abs(value) >= 0.05 else "0°"


def _crop(params: Params) -> str:
    whole = (params.get("left"), params.get("top"), params.get("right"), params.get("bottom")) == (0.0, 0.0, 1.0, 1.0)
    turned = 90 * int(params.get("quarter_turns", 0))
    parts = [
        degrees(float(params.get("angle_deg", 0))) if params.get("angle_deg") else "",
        _("turned {n}°").format(n=turned) if turned else "",
        "" if whole else _("cropped"),
    ]
    return " · ".join(part for part in parts if part) or _("whole photo")


def _tone(params: Params) -> str:
    parts = [stops(float(params.get("exposure_ev", 0)))] if params.get("exposure_ev") else []
    if params.get("contrast"):
        parts.append(_("contrast {n}").format(n=signed(float(params["contrast"]))))
    if params.get("clarity"):
        parts.append(_("clarity {n}").format(n=percent(float(params["clarity"]))))
    return " · ".join(parts) or _("as it is")


def _white_balance(params: Params) -> str:
    return f"{_MODES.get(str(params.get('mode', 'auto')), '')} · {percent(float(params.get('strength', 0)))}"


def _background(params: Params) -> str:
    colour = str(params.get("colour", "white"))
    parts = [COLOURS.get(colour.lower(), (colour, ""))[0].lower()]
    if params.get("second"):
        parts.append(_("fading"))
    if params.get("shadow"):
        parts.append(_("soft shadow"))
    return " · ".join(parts)


def _counted(name: str, one: str, many: str) -> Callable[[Params], str]:
    def say(params: Params) -> str:
        count = len(params.get(name) or ())
        return plural(one, many, count) if count else _("none yet")

    return say


ROWS = (
    StepRow(
        name="crop",
        title=_("Crop & straighten"),
        group="shape",
        why=_("Sets the photo upright and leaves out what does not belong to it."),
        says=_crop,
        controls=lambda: [SliderControl("angle_deg", _("Straighten"), -15, 15, degrees)],
    ),
    StepRow(
        name="perspective",
        title=_("Perspective"),
        group="shape",
        why=_("Makes what was photographed at a slant look as if seen from the front."),
        says=lambda _params: _("set by hand"),
    ),
    StepRow(
        name="white_balance",
        title=_("White balance"),
        group="light",
        why=_("Takes the yellow of a lamp or the blue of shade out of the colours."),
        says=_white_balance,
        controls=lambda: [SliderControl("strength", _("Strength"), 0, 1, percent)],
    ),
    StepRow(
        name="exposure",
        title=_("Brightness"),
        group="light",
        why=_("Brightens a dull photo by itself; nothing is blown out."),
        says=lambda params: percent(float(params.get("strength", 0))),
        controls=lambda: [SliderControl("strength", _("Strength"), 0, 1, percent)],
    ),
    StepRow(
        name="tone",
        title=_("Light by hand"),
        group="light",
        why=_("Brighter or darker, harder or softer, as you see it."),
        says=_tone,
        controls=lambda: [
            SliderControl("exposure_ev", _("Exposure"), -2, 2, stops),
            SliderControl("contrast", _("Contrast"), -1, 1, signed),
            SliderControl("clarity", _("Clarity"), 0, 1, percent),
        ],
    ),
    StepRow(
        name="cutout",
        title=_("Cut-out"),
        group="cutout",
        why=_("Finds the piece. Its colours inside the edge stay exactly as they are."),
        says=_counted("strokes", _("{n} stroke by hand"), _("{n} strokes by hand")),
        controls=lambda: [SliderControl("softness", _("Soft edge"), 0.001, 0.02, lambda value: percent(value / 0.02))],
        clears="strokes",
    ),
    StepRow(
        name="background",
        title=_("Background"),
        group="background",
        why=_("What lies behind the piece once it is cut out."),
        says=_background,
        controls=lambda: [
            ColourControl("colour", _("Colour"), _GROUND),
            ColourControl("second", _("Fades downwards to"), _FADE, none=_("Does not fade")),
            SliderControl("shadow", _("Soft shadow"), 0, 1, percent),
        ],
    ),
    StepRow(
        name="spots",
        title=_("Lint and dust"),
        group="details",
        why=_("Takes away lint that is not part of the piece; marked flaws are left alone."),
        says=_counted("spots", _("{n} spot"), _("{n} spots")),
        clears="spots",
    ),
    StepRow(
        name="flaws",
        title=_("Flaws"),
        group="details",
        why=_("Marks holes and stains, so that nothing smooths them and buyers can see them close up."),
        says=_counted("regions", _("{n} marked"), _("{n} marked")),
        clears="regions",
    ),
    StepRow(
        name="sharpen",
        title=_("Sharpen"),
        group="details",
        why=_("Lets weave and seams be seen on a screen."),
        says=lambda params: percent(float(params.get("amount", 0))),
        controls=lambda: [
            SliderControl("amount", _("Amount"), 0, 1, percent),
            SliderControl("radius", _("Width"), 0.0002, 0.005, lambda value: f"{1000 * value:.1f} ‰"),
        ],
    ),
    StepRow(
        name="measure",
        title=_("Measurements"),
        group="details",
        why=_("Draws lines with lengths over the photo, for buyers who ask."),
        says=_counted("lines", _("{n} line"), _("{n} lines")),
        clears="lines",
    ),
    StepRow(
        name="badge",
        title=_("Badge"),
        group="details",
        why=_("A word in a corner of the cover, such as “NWT”."),
        says=lambda params: f"“{params.get('text', '')}”",
        controls=lambda: [
            WordsControl("text", _("Text"), _("NWT")),
            ChoiceControl("corner", _("Corner"), _CORNERS),
            ChoiceControl("style", _("Looks"), _STYLES),
        ],
    ),
)
