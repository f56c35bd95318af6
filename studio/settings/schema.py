"""All settings of the studio."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from studio.base.errors import UserError
from studio.base.texts import _
from studio.settings.declare import Choice, Flag, Number, Setting, Table, Text, Whole

SECTIONS: Mapping[str, str] = {
    "window": _("Window"),
    "photos": _("Photos"),
    "selling": _("Selling"),
    "seller": _("You"),
    "printing": _("Printing"),
    "sync": _("Marketplaces"),
}

THEME = Choice(
    key="window.theme",
    default="system",
    section="window",
    label=_("Theme"),
    choices={"system": _("As the system"), "light": _("Light"), "dark": _("Dark")},
)
START_PAGE = Choice(
    key="window.start_page",
    default="today",
    section="window",
    label=_("First page"),
    help=_("What the window opens with."),
    choices={
        "today": _("Today"),
        "closet": _("Closet"),
        "photos": _("Photos"),
        "listings": _("Listings"),
        "people": _("People"),
        "packing": _("Packing"),
        "outbox": _("Outbox"),
    },
)
LENGTH_UNIT = Choice(
    key="window.length_unit",
    default="inch",
    section="window",
    label=_("Lengths in"),
    choices={"inch": _("Inches"), "cm": _("Centimetres")},
)
WEIGHT_UNIT = Choice(
    key="window.weight_unit",
    default="oz",
    section="window",
    label=_("Weights in"),
    choices={"oz": _("Ounces"), "g": _("Grams")},
)

WATCH_FOLDER = Text(
    key="photos.watch_folder",
    default="",
    section="photos",
    label=_("Watched folder"),
    help=_("What a card reader or a tethering program puts there comes in by itself; leave it empty for none."),
    length_max=4096,
)
IMPORT_GAP_S = Whole(
    key="photos.import_gap_s",
    default=90,
    section="photos",
    label=_("Pause between two pieces"),
    help=_("Photos taken with less time between them belong to the same piece."),
    least=1,
    most=86_400,
    unit=_("seconds"),
)
CUTOUT_BACKEND = Text(
    key="photos.cutout_backend",
    default="auto",
    section="photos",
    label=_("Cut-out"),
    pattern=r"auto|classic|rembg|(garment|rembg:[\w.-]+)(\+int8)?",
    example="auto, classic, rembg:u2netp",
    shown=False,
)
"""Chosen on the page of the models; "auto" is the best that is here."""
BACKGROUND = Text(
    key="photos.background",
    default="white",
    section="photos",
    label=_("Background"),
    pattern=r"white|#[0-9A-Fa-f]{6}",
    example="white, #F4F1EC",
)
CULL_ADVANCE = Flag(
    key="photos.cull_advance",
    default=True,
    section="photos",
    label=_("Go on to the next photo"),
    help=_("After a flag or stars were given to one photo of the contact sheet."),
)
SHAPE = Choice(
    key="photos.shape",
    default="3x4",
    section="photos",
    label=_("Shape"),
    help=_("How the editor shows a photo first; marketplaces get the shape that they want."),
    choices={"3x4": _("Portrait, 3:4"), "1x1": _("Square, 1:1"), "master": _("As photographed")},
)

MARKETPLACE_RULES = Choice(
    key="selling.rules",
    default="closet-fair",
    section="selling",
    label=_("Check drafts for"),
    help=_("Whose limits and fees a draft shows before it is listed anywhere."),
    choices={"closet-fair": "Closet Fair", "poshmark": "Poshmark"},
)
CURRENCY = Choice(
    key="selling.currency",
    default="USD",
    section="selling",
    label=_("Currency of new items"),
    choices={
        "USD": _("US dollar"),
        "CAD": _("Canadian dollar"),
        "AUD": _("Australian dollar"),
        "EUR": _("Euro"),
        "GBP": _("Pound sterling"),
    },
)

SELLER_NAME = Text(key="seller.name", default="", section="seller", label=_("Name of your closet"), length_max=60)
SELLER_FIRST_NAME = Text(
    key="seller.first_name",
    default="",
    section="seller",
    label=_("Your first name"),
    help=_("Signs your cards."),
    length_max=40,
)
RETURN_ADDRESS = Text(
    key="seller.return_address",
    default="",
    section="seller",
    label=_("Return address"),
    help=_("Up to six lines, printed on parcels."),
    length_max=300,
    lines=6,
)
THANK_YOU_LINE = Text(
    key="seller.thank_you_line",
    default=_("Thank you for giving this piece a new home."),
    section="seller",
    label=_("Line on thank-you cards"),
    length_max=200,
    lines=3,
)

CARD_NOTE = Text(
    key="seller.card_note",
    default="",
    section="seller",
    label=_("Small line on thank-you cards"),
    help=_("Such as a discount on the next order; leave it empty for none."),
    length_max=120,
)
CARD_DESIGN = Choice(
    key="printing.card_design",
    default="warm",
    section="printing",
    label=_("Thank-you card"),
    choices={"warm": _("Warm"), "handwritten": _("Handwritten"), "small": _("Small")},
)
PRINT_TARGETS = Table(
    key="printing.targets",
    default={},
    section="printing",
    label=_("Printer and stock of each template"),
    columns=(
        Text(key="printer", default="", section="printing", label=_("Printer"), length_max=200),
        Text(key="stock", default="", section="printing", label=_("Stock"), length_max=100),
    ),
)
"""By template: which printer ("" for none chosen) and which stock it was last printed with."""
CALIBRATIONS = Table(
    key="printing.calibrations",
    default={},
    section="printing",
    label=_("Calibration of printers"),
    columns=(
        Number(key="x_mm", default=0.0, section="printing", label=_("To the right"), least=-20, most=20, unit="mm"),
        Number(key="y_mm", default=0.0, section="printing", label=_("Down"), least=-20, most=20, unit="mm"),
        Number(key="x_scale", default=1.0, section="printing", label=_("Width"), least=0.9, most=1.1),
        Number(key="y_scale", default=1.0, section="printing", label=_("Height"), least=0.9, most=1.1),
    ),
)
"""By printer and stock (`calibration_name`): how far the print lies off, and how much it is stretched."""

WORK_OFFLINE = Flag(
    key="sync.work_offline",
    default=False,
    section="sync",
    label=_("Work offline"),
    help=_("Nothing is sent or fetched; what you do waits in the outbox."),
)
SIMULATED_LIFE = Flag(
    key="sync.simulated_life",
    default=True,
    section="sync",
    label=_("Simulated buyers in Closet Fair"),
    help=_("A few invented people like, ask, haggle and buy, so that you can try everything."),
)
SYNC_INTERVAL_S = Whole(
    key="sync.interval_s",
    default=15,
    section="sync",
    label=_("Look for news every"),
    least=5,
    most=3600,
    unit=_("seconds"),
)
SECRETS_IN_FILE = Flag(
    key="sync.secrets_in_file",
    default=False,
    section="sync",
    label=_("Keep sign-ins in a file"),
    help=_("For a machine without a key store: whoever can read your files can then use your accounts."),
)

SETTINGS: tuple[Setting[Any], ...] = (
    THEME,
    START_PAGE,
    LENGTH_UNIT,
    WEIGHT_UNIT,
    IMPORT_GAP_S,
    WATCH_FOLDER,
    CUTOUT_BACKEND,
    BACKGROUND,
    CULL_ADVANCE,
    SHAPE,
    MARKETPLACE_RULES,
    CURRENCY,
    SELLER_NAME,
    SELLER_FIRST_NAME,
    RETURN_ADDRESS,
    THANK_YOU_LINE,
    CARD_NOTE,
    CARD_DESIGN,
    PRINT_TARGETS,
    CALIBRATIONS,
    WORK_OFFLINE,
    SIMULATED_LIFE,
    SYNC_INTERVAL_S,
    SECRETS_IN_FILE,
)
"""In the order of the settings window."""


def setting(key: str) -> Setting[Any]:
    """Return the setting of this key; raise UserError where there is none."""
    for declared in SETTINGS:
        if declared.key == key:
            return declared
    raise UserError(_("There is no setting “{key}”.").format(key=key[:60]))


def calibration_name(printer: str, stock: str) -> str:
    """Return the name of the row of CALIBRATIONS for a printer and a stock."""
    return f"{printer} / {stock}"
