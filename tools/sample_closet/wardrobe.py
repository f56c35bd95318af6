"""The sample closet's 40 photographs: where each garment was photographed, from where, in what light."""

from __future__ import annotations

from dataclasses import dataclass, field

from tools.sample_closet.backdrop import Backdrop, carpet, door, planks, rug_on, sheet, tiles, wall
from tools.sample_closet.clothes import CLOTHES
from tools.sample_closet.extras import Stain
from tools.sample_closet.fabric import woven
from tools.sample_closet.light import Window
from tools.sample_closet.scene import View
from tools.sample_closet.sewing import Garment

OAK = planks(("#8f6a46", "#a27a52", "#b08a60"))
GREY = planks(("#77736d", "#8a857e", "#9b968e"), width_mm=120, turn_deg=84)
WALNUT = planks(("#4a3426", "#5a4030", "#6b4d39"), width_mm=105, turn_deg=4)
PINE = planks(("#c09a6c", "#cba679", "#d2b287"), width_mm=170, turn_deg=92)
LINEN = sheet(woven("#d9d3c7", slub=0.09), excess=0.007)
WHITE_SHEET = sheet(woven("#e2e2e0", slub=0.03), excess=0.005)
SAGE = sheet(woven("#8d9a86", slub=0.06), excess=0.006)
RUST = sheet(woven("#96513c", slub=0.05), excess=0.006)
CHARCOAL = sheet(woven("#303236", slub=0.07), excess=0.006)
CREAM_RUG = carpet(("#b9ab94", "#d8ccb8"))
DARK_RUG = carpet(("#2f3033", "#44454a"), tuft_mm=3.2)
BLUE_RUG = carpet(("#566878", "#74848f"), tuft_mm=3.6)
OAK_AND_RUG = rug_on(OAK, CREAM_RUG, edge=(330, 0, -8))
GREY_AND_RUG = rug_on(GREY, BLUE_RUG, edge=(-395, 0, 186))
WALL = wall("#d6d0c4")
DOOR = door("#d9dad8")
PLASTER = wall("#c3c9cc", skirting_mm=1035)
STONE = tiles("#b9afa1", "#857c72")
SLATE = tiles("#6e6f70", "#4c4d4e", side_mm=290, turn_deg=12)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """One photograph of a garment; `exposure` in stops, `warmth` 0 for neutral, `orientation` as EXIF has it."""

    view: str
    ground: Backdrop
    camera: View
    window: Window = field(default_factory=Window)
    exposure: float = 0.0
    warmth: float = 0.0
    landscape: bool = False
    orientation: int = 1
    stain: Stain | None = None


@dataclass(frozen=True, slots=True)
class Hanger:
    """The shoulders a garment hangs by (mm)."""

    neck: float
    shoulder: float
    slope: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """A garment and its photographs; with a hanger if it hangs."""

    garment: Garment
    shots: tuple[Shot, ...]
    hanger: Hanger | None = None


def _at(x: float, y: float, width: float, turn: float = 0.0, lean: tuple[float, float] = (0.0, -0.05)) -> View:
    return View(middle_mm=(x, y), width_mm=width, turn_deg=turn, lean=lean)


def _light(azimuth: float, elevation: float = 31.0, room: float = 0.34) -> Window:
    return Window(azimuth_deg=azimuth, elevation_deg=elevation, room=room)


_LOW = _light(190, 27, 0.28)
_LEFT, _RIGHT = _light(200, 36), _light(338, 36)

_SHOTS: dict[str, tuple[Shot, ...]] = {
    "floral-dress": (
        Shot(view="front", ground=OAK_AND_RUG, camera=_at(0, 545, 1010, 3), window=_light(205), warmth=0.3),
        Shot(view="back", ground=OAK_AND_RUG, camera=_at(14, 560, 1020, -3), window=_light(205), warmth=0.3),
        Shot(view="detail", ground=OAK, camera=_at(20, 130, 330, 6), window=_light(205), warmth=0.3),
    ),
    "buffalo-shirt": (
        Shot(view="front", ground=DOOR, camera=_at(0, 335, 870, 1.5, (0.03, 0.05)), window=_LEFT, orientation=6),
        Shot(view="detail", ground=WALL, camera=_at(120, 230, 260, -4), window=_LEFT),
    ),
    "breton-tee": (
        Shot(view="front", ground=LINEN, camera=_at(12, 320, 880, -3), window=_light(325), warmth=0.15),
        Shot(view="back", ground=LINEN, camera=_at(0, 325, 870, 4), window=_light(325), warmth=0.15),
    ),
    "straight-jeans": (
        Shot(view="front", ground=GREY_AND_RUG, camera=_at(-20, 515, 930, 2), warmth=-0.2),
        Shot(view="back", ground=GREY_AND_RUG, camera=_at(-10, 520, 940, -3), warmth=-0.2, orientation=6),
        Shot(view="flaw", ground=GREY, camera=_at(130, 480, 240, 8), stain=Stain(120, 470, 11, "#23252b"), warmth=-0.2),
    ),
    "aran-jumper": (
        Shot(view="front", ground=WALNUT, camera=_at(0, 310, 1020, -2), window=_light(222), warmth=0.35),
        Shot(view="detail", ground=WALNUT, camera=_at(20, 330, 250, 5), window=_light(222), warmth=0.35),
    ),
    "black-skirt": (Shot(view="front", ground=DARK_RUG, camera=_at(0, 285, 780, 3), exposure=0.35),),
    "oxford-shirt": (
        Shot(view="front", ground=WHITE_SHEET, camera=_at(0, 370, 1090, 2), window=_LOW, exposure=-0.2, warmth=-0.15),
        Shot(view="detail", ground=WHITE_SHEET, camera=_at(10, 60, 300, -5), window=_LOW, exposure=-0.2, warmth=-0.15),
    ),
    "grey-hoodie": (
        Shot(view="front", ground=RUST, camera=_at(0, 275, 1060, -2), warmth=0.1),
        Shot(view="flaw", ground=RUST, camera=_at(-110, 540, 260, 4), stain=Stain(-100, 505, 9, "#54402a"), warmth=0.1),
    ),
    "camel-coat": (
        Shot(view="front", ground=PLASTER, camera=_at(0, 485, 1000, -1, (0.02, 0.06)), window=_RIGHT),
        Shot(view="detail", ground=PLASTER, camera=_at(10, 330, 300, 5), window=_RIGHT, orientation=8),
    ),
    "rust-cords": (
        Shot(view="front", ground=CREAM_RUG, camera=_at(0, 505, 900, -3), window=_light(312)),
        Shot(view="detail", ground=CREAM_RUG, camera=_at(60, 100, 260, 4), window=_light(312)),
    ),
    "denim-jacket": (
        Shot(view="front", ground=PINE, camera=_at(8, 285, 1050, 2), window=_light(230), warmth=0.2),
        Shot(view="back", ground=PINE, camera=_at(0, 285, 1040, -4), window=_light(230), warmth=0.2, orientation=6),
    ),
    "green-cardigan": (
        Shot(view="front", ground=CREAM_RUG, camera=_at(0, 305, 1000, 3), window=_light(210), warmth=0.2),
    ),
    "polka-dress": (
        Shot(view="front", ground=WALL, camera=_at(0, 455, 940, 1.5, (-0.03, 0.05)), window=_RIGHT, warmth=0.2),
        Shot(view="detail", ground=WALL, camera=_at(0, 330, 320, -3), window=_RIGHT, warmth=0.2),
    ),
    "linen-shorts": (Shot(view="front", ground=WALNUT, camera=_at(0, 255, 760, -4), window=_light(300)),),
    "tartan-scarf": (Shot(view="front", ground=STONE, camera=_at(0, 55, 850, 4), landscape=True, warmth=-0.1),),
    "black-tee": (Shot(view="front", ground=CHARCOAL, camera=_at(0, 330, 900, 3), exposure=0.45),),
    "gingham-blouse": (
        Shot(view="front", ground=PINE, camera=_at(8, 290, 870, -3), window=_light(318), exposure=0.1),
        Shot(view="back", ground=PINE, camera=_at(8, 290, 880, 3), window=_light(318), exposure=0.1),
    ),
    "satin-skirt": (Shot(view="front", ground=LINEN, camera=_at(0, 370, 860, 3), window=_light(200), exposure=-0.1),),
    "field-jacket": (
        Shot(view="front", ground=STONE, camera=_at(0, 355, 1080, -2), window=_light(240), orientation=6),
        Shot(view="back", ground=STONE, camera=_at(0, 360, 1130, 3), window=_light(240)),
    ),
    "navy-chinos": (Shot(view="front", ground=OAK, camera=_at(0, 520, 920, 4), exposure=0.2, warmth=0.3),),
    "roll-neck": (Shot(view="front", ground=GREY, camera=_at(0, 275, 920, -3), window=_light(330), exposure=0.1),),
    "blush-camisole": (Shot(view="front", ground=SAGE, camera=_at(0, 225, 720, 3), window=_light(215), warmth=0.1),),
    "denim-shorts": (
        Shot(view="front", ground=BLUE_RUG, camera=_at(0, 190, 700, -3)),
        Shot(view="back", ground=BLUE_RUG, camera=_at(0, 190, 710, 4)),
    ),
    "canvas-tote": (Shot(view="front", ground=SLATE, camera=_at(0, 75, 680, -2), window=_light(225), warmth=0.1),),
}
_HANGERS = {
    "buffalo-shirt": Hanger(80, 222, 72),
    "camel-coat": Hanger(86, 226, 66),
    "polka-dress": Hanger(92, 176, 30),
}

WARDROBE: dict[str, Sitting] = {
    name: Sitting(garment=garment, shots=_SHOTS[name], hanger=_HANGERS.get(name)) for name, garment in CLOTHES.items()
}
