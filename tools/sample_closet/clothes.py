"""The 24 garments of the sample closet: what each is sewn from, and to which measures (mm)."""

from __future__ import annotations

from tools.sample_closet import prints
from tools.sample_closet.cloth import Drape
from tools.sample_closet.extras import Scarf, Tote
from tools.sample_closet.fabric import corduroy, denim, jersey, knitted, leather, ribbed, satin, woollen, woven
from tools.sample_closet.outerwear import HANGING, Coat, Jacket
from tools.sample_closet.sewing import Garment
from tools.sample_closet.shapes import Arms, Legs, Torso
from tools.sample_closet.shirts import Blouse, Cardigan, Shirt
from tools.sample_closet.skirts import Dress, Skirt
from tools.sample_closet.tops import KNIT, Camisole, Crew, Hoodie, RollNeck
from tools.sample_closet.trims import Pocket
from tools.sample_closet.trousers import Trousers

_ROSES = prints.Flowers(ground="#1c2947", petals=("#e6d6c0", "#c58891", "#d6b0a4"), leaf="#5b755f")
_TARTAN = prints.tartan(
    "#37506b", [("#1e2a3c", 22, 26), ("#c8b48c", 60, 5), ("#8c2f2f", 78, 14), ("#1e2a3c", 100, 10)], sett_mm=118
)
_CRISP = Drape(excess_across=0.012, excess_down=0.009, stiffness=0.35, tug_mm=5, patch_mm=90)

FLORAL_DRESS = Dress(
    cloth=woven(_ROSES, slub=0.03),
    thread="#2a3550",
    brand="Harbour & Pine",
    top=Torso(neck=92, shoulder=196, slope=30, chest=225, armhole=215, waist=217, hem=188, length=400, drop=170),
    length=1120,
    hem=400,
    arms=Arms(length=170, turn_deg=52, end=150),
    wrap=True,
)
BUFFALO_SHIRT = Shirt(
    cloth=woollen(prints.gingham("#a3242a", "#1b191b", check_mm=38), fleck=0.05),
    thread="#3a1a1c",
    buttons="#e4dfd2",
    torso=Torso(neck=80, shoulder=222, slope=72, chest=263, armhole=285, waist=262, hem=270, length=770, hem_bow=26),
    arms=Arms(length=560, turn_deg=82, end=120, bend_deg=5),
    brand="Millbrook",
    pocket=Pocket(wide=116, tall=132, point=16, flap=46),
    pocket_sides=(-1, 1),
    drape=HANGING,
)
BRETON_TEE = Crew(
    cloth=jersey(prints.stripes("#e6dfd0", "#25324f", period_mm=26, width_mm=11)),
    band=ribbed("#25324f", pitch_mm=2.6),
    torso=Torso(neck=88, shoulder=222, slope=36, chest=252, armhole=218, waist=246, hem=254, length=690, drop=96),
    arms=Arms(length=150, turn_deg=42, end=165),
    thread="#e6dfd0",
    brand="Quayside",
)
STRAIGHT_JEANS = Trousers(
    cloth=denim("#27405f", fade=0.22),
    thread="#b98243",
    legs=Legs(waist=206, hip=268, rise=290, length=1050, knee=112, hem=98),
    jeans=True,
    worn=0.30,
)
ARAN_JUMPER = Crew(
    cloth=knitted("#d8ccb4", stitch_mm=6.2, cables=(-126.0, -42.0, 42.0, 126.0)),
    band=ribbed("#d2c6ae", pitch_mm=7, depth_mm=2.0),
    torso=Torso(neck=92, shoulder=236, slope=40, chest=262, armhole=240, waist=258, hem=246, length=640, drop=84),
    arms=Arms(length=500, turn_deg=62, end=98, bend_deg=12),
    thread="#cbbfa6",
    brand="Skerry Wool",
    cuff=64,
    foot=62,
    band_mm=26,
    drape=KNIT,
)
BLACK_SKIRT = Skirt(
    cloth=woollen("#1b1b1e", fleck=0.05), thread="#2a2a2d", brand="Alder Row", waist=188, hem=318, length=560
)
OXFORD_SHIRT = Shirt(
    cloth=woven("#e9eaea", slub=0.05),
    thread="#f2f2f0",
    buttons="#e9e6de",
    torso=Torso(neck=78, shoulder=232, slope=46, chest=272, armhole=258, waist=262, hem=268, length=760, hem_bow=26),
    arms=Arms(length=560, turn_deg=66, end=120),
    brand="Fairweather",
    pocket=Pocket(wide=116, tall=132, point=16),
)
GREY_HOODIE = Hoodie(
    crew=Crew(
        cloth=jersey("#8d9093", heather=0.09),
        band=ribbed("#8a8d90", pitch_mm=4, depth_mm=0.8),
        torso=Torso(neck=88, shoulder=246, slope=44, chest=288, armhole=260, waist=284, hem=268, length=690, drop=90),
        arms=Arms(length=520, turn_deg=64, end=92, bend_deg=12),
        thread="#6f7275",
        brand="North Common",
        cuff=62,
        foot=66,
        drape=Drape(stiffness=0.8, tug_mm=5),
    ),
    lining="#85888b",
    cord="#d8d6cf",
)
CAMEL_COAT = Coat(
    cloth=woollen("#ac8a60", fleck=0.05),
    lining="#6d5540",
    buttons="#3b2a1e",
    torso=Torso(neck=86, shoulder=226, slope=66, chest=272, armhole=300, waist=268, hem=318, length=1060, hem_bow=14),
    arms=Arms(length=610, turn_deg=84, end=142, bend_deg=5),
    brand="Lindqvist & Daughters",
)
RUST_CORDS = Trousers(
    cloth=corduroy("#8a4a25"),
    thread="#6d3a1e",
    legs=Legs(waist=192, hip=250, rise=290, length=1030, knee=118, hem=124),
)
DENIM_JACKET = Jacket(
    cloth=denim("#4d6f93", fade=0.32),
    thread="#c08a4c",
    torso=Torso(neck=84, shoulder=226, slope=42, chest=264, armhole=250, waist=246, hem=226, length=600, hem_bow=8),
    arms=Arms(length=540, turn_deg=66, end=118, bend_deg=8),
    brand="Redfern",
    lining=woven("#55524a"),
    metal="#a98456",
    worn=0.4,
)
GREEN_CARDIGAN = Cardigan(
    cloth=knitted("#33503d", stitch_mm=3.6, depth_mm=0.9),
    band=ribbed("#2f4a38", pitch_mm=4, depth_mm=1.1),
    buttons="#6b4a2c",
    torso=Torso(neck=84, shoulder=214, slope=40, chest=248, armhole=226, waist=244, hem=250, length=620, drop=250),
    arms=Arms(length=480, turn_deg=63, end=100, bend_deg=11),
    brand="Skerry Wool",
)
POLKA_DRESS = Dress(
    cloth=woven(prints.dots("#a32a30", "#efe6d8", pitch_mm=26, radius_mm=4.6), slub=0.03),
    thread="#7d1f25",
    brand="Marigold Lane",
    top=Torso(neck=92, shoulder=178, slope=30, chest=212, armhole=215, waist=204, hem=176, length=390, drop=150),
    length=980,
    hem=310,
    belt=True,
    drape=HANGING,
)
LINEN_SHORTS = Trousers(
    cloth=woven("#c9b897", slub=0.13),
    thread="#b5a27e",
    legs=Legs(waist=206, hip=276, rise=300, length=520, knee=143, hem=137, stance=20),
    cord="#e4dcc8",
    hem=30,
    drape=_CRISP,
)
TARTAN_SCARF = Scarf(cloth=woollen(_TARTAN, fleck=0.08), fringe=("#37506b", "#1e2a3c", "#8c2f2f", "#b8a684"))
BLACK_TEE = Crew(
    cloth=jersey("#19191b"),
    band=ribbed("#19191b", pitch_mm=2.4),
    torso=Torso(neck=92, shoulder=228, slope=40, chest=262, armhole=226, waist=258, hem=262, length=720, drop=92),
    arms=Arms(length=150, turn_deg=44, end=172),
    thread="#2b2b2e",
    brand="Plain Goods",
)
GINGHAM_BLOUSE = Blouse(
    cloth=woven(prints.gingham("#e9ebee", "#39608f", check_mm=9), slub=0.03),
    thread="#e9ebee",
    torso=Torso(
        neck=90, shoulder=186, slope=34, chest=228, armhole=208, waist=224, hem=262, length=610, drop=80, hem_bow=20
    ),
    brand="Marigold Lane",
)
SATIN_SKIRT = Skirt(
    cloth=satin("#12563f", gloss=0.13),
    thread="#1b6a50",
    brand="Vesper Hall",
    waist=180,
    hem=330,
    length=740,
    pleats=22,
    drape=Drape(excess_across=0.003, excess_down=0.002, tug_mm=5, stiffness=0.7),
)
FIELD_JACKET = Jacket(
    cloth=woven("#565a3c", slub=0.06),
    thread="#6b6e4d",
    torso=Torso(neck=88, shoulder=234, slope=44, chest=282, armhole=262, waist=268, hem=284, length=760, hem_bow=8),
    arms=Arms(length=550, turn_deg=66, end=122, bend_deg=8),
    brand="Northgate Supply",
    lining=woven("#4a4c3a"),
    metal="#6a6353",
    denim=False,
)
NAVY_CHINOS = Trousers(
    cloth=woven("#262f42", slub=0.05),
    thread="#39435a",
    legs=Legs(waist=210, hip=266, rise=280, length=1060, knee=108, hem=92, stance=80),
    crease=True,
)
ROLL_NECK = RollNeck(
    crew=Crew(
        cloth=ribbed("#5c1a2a", pitch_mm=3.4, depth_mm=0.5),
        band=ribbed("#5a1929", pitch_mm=4, depth_mm=0.9),
        torso=Torso(neck=80, shoulder=206, slope=42, chest=232, armhole=220, waist=226, hem=226, length=620, drop=40),
        arms=Arms(length=530, turn_deg=66, end=84, bend_deg=12),
        thread="#5a1929",
        brand="",
        cuff=70,
        foot=60,
        drape=Drape(stiffness=0.7, tug_mm=5),
    )
)
BLUSH_CAMISOLE = Camisole(cloth=satin("#d3a298", gloss=0.12), thread="#c99c94", brand="Vesper Hall", length=560)
DENIM_SHORTS = Trousers(
    cloth=denim("#7492b0", fade=0.34),
    thread="#c79a5a",
    legs=Legs(waist=190, hip=248, rise=270, length=385, knee=127, hem=122, stance=14),
    jeans=True,
    frayed=True,
    worn=0.30,
)
CANVAS_TOTE = Tote(cloth=woven("#d6c9ab", slub=0.10), handles=leather("#7a4d2c"), thread="#8a6a45", brand="SALTMARSH")

CLOTHES: dict[str, Garment] = {
    "floral-dress": FLORAL_DRESS,
    "buffalo-shirt": BUFFALO_SHIRT,
    "breton-tee": BRETON_TEE,
    "straight-jeans": STRAIGHT_JEANS,
    "aran-jumper": ARAN_JUMPER,
    "black-skirt": BLACK_SKIRT,
    "oxford-shirt": OXFORD_SHIRT,
    "grey-hoodie": GREY_HOODIE,
    "camel-coat": CAMEL_COAT,
    "rust-cords": RUST_CORDS,
    "denim-jacket": DENIM_JACKET,
    "green-cardigan": GREEN_CARDIGAN,
    "polka-dress": POLKA_DRESS,
    "linen-shorts": LINEN_SHORTS,
    "tartan-scarf": TARTAN_SCARF,
    "black-tee": BLACK_TEE,
    "gingham-blouse": GINGHAM_BLOUSE,
    "satin-skirt": SATIN_SKIRT,
    "field-jacket": FIELD_JACKET,
    "navy-chinos": NAVY_CHINOS,
    "roll-neck": ROLL_NECK,
    "blush-camisole": BLUSH_CAMISOLE,
    "denim-shorts": DENIM_SHORTS,
    "canvas-tote": CANVAS_TOTE,
}
