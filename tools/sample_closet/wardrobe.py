"""The sample closet's 24 garments and 40 photographs: what is sewn from what, and where it was photographed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from tools.sample_closet import bottoms, dresses, extras, prints, tops
from tools.sample_closet.backdrop import Backdrop, carpet, planks, sheet, tiles, wall
from tools.sample_closet.cloth import Drape
from tools.sample_closet.fabric import corduroy, denim, jersey, knitted, leather, ribbed, satin, woollen, woven
from tools.sample_closet.light import Window
from tools.sample_closet.phone import Look
from tools.sample_closet.scene import View
from tools.sample_closet.sewing import Order, Sewn
from tools.sample_closet.shapes import Legs, Torso

Sew = Callable[[Order], Sewn]

OAK = planks(("#8f6a46", "#a27a52", "#b08a60"))
GREY = planks(("#77736d", "#8a857e", "#9b968e"), width_mm=120, turn_deg=84)
WALNUT = planks(("#4a3426", "#5a4030", "#6b4d39"), width_mm=105, turn_deg=4)
PINE = planks(("#c49a68", "#cfa877", "#d6b486"), width_mm=170, turn_deg=92)
LINEN = sheet(woven("#ded8cc", slub=0.09), excess=0.007)
WHITE_SHEET = sheet(woven("#e2e2e0", slub=0.03), excess=0.005)
SAGE = sheet(woven("#8d9a86", slub=0.06), excess=0.006)
RUST = sheet(woven("#9a4a34", slub=0.05), excess=0.007)
CHARCOAL = sheet(woven("#303236", slub=0.07), excess=0.006)
CREAM_RUG = carpet(("#b9ab94", "#d8ccb8"))
DARK_RUG = carpet(("#2c2d30", "#47484b"), tuft_mm=4)
BLUE_RUG = carpet(("#4f6273", "#7c8c9a"), tuft_mm=5)
WALL = wall("#d9d3c7")
PLASTER = wall("#c7cdd0")
STONE = tiles("#b9afa1", "#857c72")
SLATE = tiles("#6e6f70", "#4c4d4e", side_mm=290, turn_deg=12)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """One photograph of a garment."""

    view: str
    ground: Backdrop
    camera: View
    window: Window = field(default_factory=Window)
    look: Look = field(default_factory=Look)
    landscape: bool = False
    orientation: int = 1
    stain: tuple[float, float, float, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outfit:
    """A garment and its photographs; `hanger` is (neck, shoulder, slope) in mm for one that hangs."""

    sew: Sew
    shots: tuple[Shot, ...]
    hanger: tuple[float, float, float] | None = None


def _at(x: float, y: float, width: float, turn: float = 0.0, lean: tuple[float, float] = (0.0, -0.05)) -> View:
    return View(middle_mm=(x, y), width_mm=width, turn_deg=turn, lean=lean)


SHIRT = Torso(neck=78, shoulder=232, slope=46, chest=272, armhole=258, waist=262, hem=268, length=760, hem_bow=26)
HANG_SHIRT = Torso(neck=80, shoulder=222, slope=72, chest=262, armhole=285, waist=262, hem=270, length=770, hem_bow=26)
JUMPER = Torso(neck=92, shoulder=236, slope=40, chest=262, armhole=240, waist=258, hem=246, length=640, drop=84)
ROLL = Torso(neck=84, shoulder=206, slope=42, chest=232, armhole=220, waist=226, hem=226, length=620, drop=40)
HOOD = Torso(neck=88, shoulder=246, slope=44, chest=288, armhole=260, waist=284, hem=268, length=690, drop=90)
CARDI = Torso(neck=84, shoulder=214, slope=40, chest=248, armhole=226, waist=244, hem=250, length=620, drop=250)
COAT = Torso(neck=86, shoulder=226, slope=66, chest=272, armhole=300, waist=268, hem=318, length=1060, hem_bow=14)
DENIM = Torso(neck=84, shoulder=226, slope=42, chest=264, armhole=250, waist=246, hem=226, length=600, hem_bow=8)
FIELD = Torso(neck=88, shoulder=234, slope=44, chest=282, armhole=262, waist=268, hem=284, length=760, hem_bow=8)
VEST = Torso(neck=76, shoulder=172, slope=30, chest=226, armhole=230, waist=220, hem=222, length=560, drop=150)
BLOUSE = Torso(neck=90, shoulder=186, slope=34, chest=228, armhole=208, waist=224, hem=262, length=610, drop=80, hem_bow=20)
BLACK_TEE = Torso(neck=92, shoulder=228, slope=40, chest=262, armhole=226, waist=258, hem=262, length=720, drop=92)

JEANS = Legs(waist=206, hip=268, rise=290, length=1050, knee=112, hem=98)
CORDS = Legs(waist=192, hip=250, rise=290, length=1030, knee=118, hem=124)
CHINOS = Legs(waist=210, hip=266, rise=280, length=1060, knee=108, hem=92, stance=80)
SHORTS = Legs(waist=206, hip=276, rise=300, length=520, knee=150, hem=158, stance=64)
CUTOFFS = Legs(waist=190, hip=248, rise=270, length=385, knee=132, hem=140, stance=60)

FLORAL = woven(prints.flowers("#1e2c4c", ("#e8d9c4", "#c98a92", "#d9b5a6"), "#5f7a63"), slub=0.03)
BUFFALO = woollen(prints.gingham("#a8242a", "#1b191b", check_mm=38), fleck=0.05)
BRETON = jersey(prints.stripes("#e6dfd0", "#25324f", period_mm=26, width_mm=11))
INDIGO = denim("#27405f", fade=0.22)
ARAN = knitted("#d8ccb4", stitch_mm=6.2, cables=(-120.0, -42.0, 42.0, 120.0))
OXFORD = woven("#e9eaea", slub=0.05)
GREY_MARL = jersey("#8d9093", heather=0.09)
CAMEL = woollen("#b08452", fleck=0.05)
RUSTCORD = corduroy("#8a4a25")
LIGHT_DENIM = denim("#4d6f93", fade=0.34)
FOREST = knitted("#2f4a38", stitch_mm=3.6, depth_mm=0.9)
POLKA = woven(prints.dots("#a52a30", "#efe6d8", pitch_mm=26, radius_mm=4.6), slub=0.03)
SAND_LINEN = woven("#c9b897", slub=0.13)
TARTAN = woollen(
    prints.tartan("#37506b", [("#1e2a3c", 22, 26), ("#c8b48c", 60, 5), ("#8c2f2f", 78, 14), ("#1e2a3c", 100, 10)], sett_mm=118), fleck=0.08
)
BLACK = jersey("#19191b")
GINGHAM = woven(prints.gingham("#e9ebee", "#39608f", check_mm=9), slub=0.03)
EMERALD = satin("#12563f", gloss=0.14)
OLIVE = woven("#565a3c", slub=0.06)
NAVY = woven("#262f42", slub=0.05)
BURGUNDY = ribbed("#5c1a2a", pitch_mm=3.4, depth_mm=0.5)
BLUSH = satin("#d9a79d", gloss=0.13)
PALE_DENIM = denim("#7d9cba", fade=0.42)
CANVAS = woven("#d6c9ab", slub=0.12)
WOOL_BLACK = woollen("#1b1b1e", fleck=0.05)

WARDROBE: dict[str, Outfit] = {
    "floral-dress": Outfit(
        sew=lambda order: dresses.dress(order, FLORAL, "#2a3550", brand="Harbour & Pine", length=1120, sleeve_mm=170, wrap=True),
        shots=(
            Shot(view="front", ground=OAK, camera=_at(0, 545, 980, 3), window=Window(azimuth_deg=205)),
            Shot(view="back", ground=OAK, camera=_at(6, 560, 1000, -4), window=Window(azimuth_deg=205)),
            Shot(view="detail", ground=OAK, camera=_at(20, 120, 330, 6), window=Window(azimuth_deg=205)),
        ),
    ),
    "buffalo-shirt": Outfit(
        sew=lambda order: tops.shirt(order, BUFFALO, "#3a1a1c", "#e4dfd2", torso=HANG_SHIRT, brand="Millbrook", pockets=2, flap=46,
                                     turn_deg=80, bend_deg=5, drape=dresses.HANGING, hanging=True),
        hanger=(80, 222, 72),
        shots=(
            Shot(view="front", ground=WALL, camera=_at(0, 330, 790, 1.5, (0.03, 0.05)), window=Window(azimuth_deg=200, elevation_deg=36)),
            Shot(view="detail", ground=WALL, camera=_at(120, 230, 260, -4), window=Window(azimuth_deg=200, elevation_deg=36)),
        ),
    ),
    "breton-tee": Outfit(
        sew=lambda order: tops.crew(order, BRETON, ribbed("#25324f", pitch_mm=2.6), brand="Quayside", thread="#e6dfd0"),
        shots=(
            Shot(view="front", ground=LINEN, camera=_at(0, 320, 830, -3), window=Window(azimuth_deg=325)),
            Shot(view="back", ground=LINEN, camera=_at(0, 325, 850, 4), window=Window(azimuth_deg=325)),
        ),
    ),
    "straight-jeans": Outfit(
        sew=lambda order: bottoms.trousers(order, INDIGO, "#b98243", legs=JEANS, brand="Redfern", jeans=True, worn=0.30, band_mm=40),
        shots=(
            Shot(view="front", ground=GREY, camera=_at(0, 515, 900, 2)),
            Shot(view="back", ground=GREY, camera=_at(0, 520, 920, -3), orientation=6),
            Shot(view="flaw", ground=GREY, camera=_at(130, 480, 240, 8), stain=(120, 470, 12, "#2c2a26")),
        ),
    ),
    "aran-jumper": Outfit(
        sew=lambda order: tops.crew(order, ARAN, ribbed("#d2c6ae", pitch_mm=7, depth_mm=2.0), torso=JUMPER, sleeve_mm=500, turn_deg=55,
                                    end_mm=98, cuff=64, hem_band=62, band_mm=26, brand="Skerry Wool", thread="#cbbfa6", bend_deg=14,
                                    drape=Drape(stiffness=1.0, excess_across=0.005, excess_down=0.005, tug_mm=7)),
        shots=(
            Shot(view="front", ground=WALNUT, camera=_at(0, 310, 980, -2)),
            Shot(view="detail", ground=WALNUT, camera=_at(20, 300, 250, 5)),
        ),
    ),
    "black-skirt": Outfit(
        sew=lambda order: bottoms.skirt(order, WOOL_BLACK, "#2a2a2d", waist=188, hem=318, length=560, brand="Alder Row"),
        shots=(Shot(view="front", ground=DARK_RUG, camera=_at(0, 285, 780, 3), look=Look(exposure=0.35)),),
    ),
    "oxford-shirt": Outfit(
        sew=lambda order: tops.shirt(order, OXFORD, "#f2f2f0", "#e9e6de", torso=SHIRT, brand="Fairweather", pockets=1),
        shots=(
            Shot(view="front", ground=WHITE_SHEET, camera=_at(0, 350, 980, 2), window=Window(azimuth_deg=190, elevation_deg=27, room=0.28),
                 look=Look(exposure=-0.25)),
            Shot(view="detail", ground=WHITE_SHEET, camera=_at(10, 60, 300, -5), window=Window(azimuth_deg=190, elevation_deg=27, room=0.28),
                 look=Look(exposure=-0.25)),
        ),
    ),
    "grey-hoodie": Outfit(
        sew=lambda order: tops.hoodie(order, GREY_MARL, ribbed("#8a8d90", pitch_mm=4, depth_mm=0.8), "#a9abad", "#d8d6cf", torso=HOOD,
                                      brand="North Common"),
        shots=(
            Shot(view="front", ground=RUST, camera=_at(0, 300, 1050, -2)),
            Shot(view="flaw", ground=RUST, camera=_at(-120, 560, 260, 4), stain=(-118, 470, 9, "#5a4630")),
        ),
    ),
    "camel-coat": Outfit(
        sew=lambda order: dresses.coat(order, CAMEL, "#6d5540", "#3b2a1e", torso=COAT, brand="Lindqvist & Daughters"),
        hanger=(86, 226, 66),
        shots=(
            Shot(view="front", ground=PLASTER, camera=_at(0, 480, 990, -1, (0.02, 0.06)), window=Window(azimuth_deg=340, elevation_deg=36)),
            Shot(view="detail", ground=PLASTER, camera=_at(10, 330, 300, 5), window=Window(azimuth_deg=340, elevation_deg=36)),
        ),
    ),
    "rust-cords": Outfit(
        sew=lambda order: bottoms.trousers(order, RUSTCORD, "#6d3a1e", legs=CORDS, brand="Tallow & Reed"),
        shots=(
            Shot(view="front", ground=CREAM_RUG, camera=_at(0, 505, 900, -3)),
            Shot(view="detail", ground=CREAM_RUG, camera=_at(60, 90, 260, 4)),
        ),
    ),
    "denim-jacket": Outfit(
        sew=lambda order: dresses.jacket(order, LIGHT_DENIM, "#c08a4c", torso=DENIM, brand="Redfern", worn=0.4),
        shots=(
            Shot(view="front", ground=PINE, camera=_at(0, 270, 950, 2), window=Window(azimuth_deg=230)),
            Shot(view="back", ground=PINE, camera=_at(0, 275, 960, -4), window=Window(azimuth_deg=230)),
        ),
    ),
    "green-cardigan": Outfit(
        sew=lambda order: tops.cardigan(order, FOREST, ribbed("#2c4635", pitch_mm=4, depth_mm=1.1), "#6b4a2c", torso=CARDI, brand="Skerry Wool"),
        shots=(Shot(view="front", ground=CREAM_RUG, camera=_at(0, 300, 930, 3)),),
    ),
    "polka-dress": Outfit(
        sew=lambda order: dresses.dress(order, POLKA, "#7d1f25", brand="Marigold Lane", length=980, straps=False, pointed=True, hem=300, waist=176, chest=212,
                                        waist_at=390, belt=POLKA, drop=150, drape=dresses.HANGING),
        hanger=(92, 196, 30),
        shots=(
            Shot(view="front", ground=WALL, camera=_at(0, 430, 930, 1.5, (-0.03, 0.05)), window=Window(azimuth_deg=335, elevation_deg=36)),
            Shot(view="detail", ground=WALL, camera=_at(0, 330, 320, -3), window=Window(azimuth_deg=335, elevation_deg=36)),
        ),
    ),
    "linen-shorts": Outfit(
        sew=lambda order: bottoms.trousers(order, SAND_LINEN, "#b5a27e", legs=SHORTS, brand="Saltmarsh", cord="#e4dcc8", hem_mm=30,
                                           drape=Drape(excess_across=0.014, excess_down=0.010, stiffness=0.5, tug_mm=10)),
        shots=(Shot(view="front", ground=WALNUT, camera=_at(0, 255, 830, -4)),),
    ),
    "tartan-scarf": Outfit(
        sew=lambda order: extras.scarf(order, TARTAN, ("#37506b", "#1e2a3c", "#8c2f2f", "#b8a684")),
        shots=(Shot(view="front", ground=STONE, camera=_at(0, 40, 900, 4), landscape=True),),
    ),
    "black-tee": Outfit(
        sew=lambda order: tops.crew(order, BLACK, ribbed("#19191b", pitch_mm=2.4), torso=BLACK_TEE, brand="Plain Goods", thread="#2b2b2e"),
        shots=(Shot(view="front", ground=CHARCOAL, camera=_at(0, 330, 870, 3), look=Look(exposure=0.45)),),
    ),
    "gingham-blouse": Outfit(
        sew=lambda order: tops.blouse(order, GINGHAM, torso=BLOUSE, brand="Marigold Lane", thread="#e9ebee"),
        shots=(
            Shot(view="front", ground=PINE, camera=_at(0, 290, 800, -3)),
            Shot(view="back", ground=PINE, camera=_at(0, 290, 820, 3)),
        ),
    ),
    "satin-skirt": Outfit(
        sew=lambda order: bottoms.skirt(order, EMERALD, "#1b6a50", waist=180, hem=330, length=740, brand="Vesper Hall", pleats=18,
                                        drape=Drape(excess_across=0.006, excess_down=0.003, tug_mm=9, stiffness=0.7)),
        shots=(Shot(view="front", ground=LINEN, camera=_at(0, 370, 860, 3)),),
    ),
    "field-jacket": Outfit(
        sew=lambda order: dresses.jacket(order, OLIVE, "#6b6e4d", torso=FIELD, brand="Northgate Supply", denim=False, metal="#6a6353"),
        shots=(
            Shot(view="front", ground=STONE, camera=_at(0, 330, 1060, -2)),
            Shot(view="back", ground=STONE, camera=_at(0, 340, 1080, 3)),
        ),
    ),
    "navy-chinos": Outfit(
        sew=lambda order: bottoms.trousers(order, NAVY, "#39435a", legs=CHINOS, brand="Fairweather", crease=True),
        shots=(Shot(view="front", ground=OAK, camera=_at(0, 520, 920, 4)),),
    ),
    "roll-neck": Outfit(
        sew=lambda order: tops.crew(order, BURGUNDY, ribbed("#5a1929", pitch_mm=4, depth_mm=0.9), torso=ROLL, sleeve_mm=520, turn_deg=60, end_mm=84,
                                    cuff=70, hem_band=60, roll_neck=True, brand="Alder Row", thread="#5a1929", bend_deg=12),
        shots=(Shot(view="front", ground=GREY, camera=_at(0, 270, 900, -3)),),
    ),
    "blush-camisole": Outfit(
        sew=lambda order: tops.camisole(order, BLUSH, brand="Vesper Hall"),
        shots=(Shot(view="front", ground=SAGE, camera=_at(0, 235, 700, 3)),),
    ),
    "denim-shorts": Outfit(
        sew=lambda order: bottoms.trousers(order, PALE_DENIM, "#c79a5a", legs=CUTOFFS, brand="Redfern", jeans=True, worn=0.35, frayed=True),
        shots=(
            Shot(view="front", ground=BLUE_RUG, camera=_at(0, 190, 720, -3)),
            Shot(view="back", ground=BLUE_RUG, camera=_at(0, 190, 730, 4)),
        ),
    ),
    "canvas-tote": Outfit(
        sew=lambda order: extras.tote(order, CANVAS, leather("#7a4d2c"), "#8a6a45", "SALTMARSH"),
        shots=(Shot(view="front", ground=SLATE, camera=_at(0, 80, 700, -2)),),
    ),
}
