"""Things to print, made here: fields, hostile texts, shipping labels."""

from __future__ import annotations

from io import BytesIO

from reportlab.graphics.barcode.code128 import Code128
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from studio.printing.fields import CardFields, PickRow, SkuFields

TRACKING = "9400100000000000000000"
LABEL_PT = (288.0, 432.0)

CARD = CardFields(
    first_name="Marisol",
    line="I bought this dress on a rainy afternoon. I hope it brings you as much luck.",
    item_title="Blue sheath dress",
    seller="Theodora’s Closet",
    note="10 % off the next, code RAINY10",
)

HOSTILE_TEXTS = {
    "long title": "Reformation " * 17,
    "one endless word": "x" * 200,
    "wide letters": "W" * 120,
    "emoji": "🎉👗👨‍👩‍👧‍👦" * 20,
    "zalgo": "H" + "\u0300\u0316\u0334\u0489" * 60 + "i",
    "hebrew": "שמלה כחולה מקסימה עם שרוולים נפוחים" * 3,
    "arabic": "فستان أزرق جميل جدا مع أكمام منفوخة" * 3,
    "mixed directions": "שמלה Levi’s 501 כחולה",
    "override": "\u202egnp.exe\u202c",
    "control signs": "a\x00b\x07c\td\r\ne\u2028f",
    "chinese": "蓝色连衣裙" * 30,
    "template": "{{ 7 * 7 }} {% for x in y %}",
    "markup": "<b>bold</b><img src=x>",
    "lone surrogate": "a\ud800b",
    "many lines": "a\n" * 300,
}


def sku_labels(count: int, **changes: str) -> list[SkuFields]:
    """Return labels TH-0001, TH-0002 and so on."""
    fields = {"title": "Linen dress", "size": "M", "bin": "A3", "price": "$48"} | changes
    return [SkuFields(**({"sku": f"TH-{number:04d}"} | fields)) for number in range(1, count + 1)]


def pick_rows(*bins: str) -> list[PickRow]:
    """Return one piece for each of `bins`, two to an order."""
    return [
        PickRow(bin=name, sku=f"TH-{n:04d}", title="Linen dress", size="M", order=f"#{100 + n // 2}", buyer="Jo")
        for n, name in enumerate(bins)
    ]


def shipping_pdf(
    *,
    page_pt: tuple[float, float] = LABEL_PT,
    at_pt: tuple[float, float] = (0.0, 0.0),
    turned: bool = False,
    pages: int = 1,
    password: str | None = None,
) -> bytes:
    """Return a 4 × 6 in label with a bar code, lying `at_pt` from the lower left corner of a page, turned or not."""
    target = BytesIO()
    encryption = StandardEncryption(password) if password else None
    canvas = Canvas(target, pagesize=page_pt, encrypt=encryption)
    for _page in range(pages):
        canvas.translate(*at_pt)
        if turned:
            canvas.translate(LABEL_PT[1], 0)
            canvas.rotate(90)
        _draw_label(canvas)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def _draw_label(canvas: Canvas) -> None:
    canvas.setLineWidth(2)
    canvas.rect(9, 9, LABEL_PT[0] - 18, LABEL_PT[1] - 18)
    canvas.setFont("Helvetica-Bold", 16)
    canvas.drawString(24, 380, "CLOSET FAIR POST")
    canvas.setFont("Helvetica", 11)
    for line, text in enumerate(("Marisol R.", "1200 Example Ave", "Portland OR 97201")):
        canvas.drawString(24, 340 - 16 * line, text)
    Code128(TRACKING, barWidth=1.1, barHeight=72).drawOn(canvas, 14, 150)
