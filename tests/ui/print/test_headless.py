import subprocess
import sys
from pathlib import Path

import pypdfium2 as pdfium

_SCRIPT = """
import sys
from pathlib import Path
from studio.printing.documents import card_document
from studio.printing.fields import CardFields
from studio.printing.stock import stock
from studio.printing.template import design
from studio.ui.print.headless import painting
from studio.ui.print.pdf import write_pdf

for name in sys.argv[1:]:
    card = CardFields(first_name="Marisol", line="With love")
    with painting():
        write_pdf(card_document([card], design("warm"), stock("card-6x4")), Path(name))
"""


def test_a_command_writes_one_pdf_after_another_without_a_window(tmp_path: Path) -> None:
    files = [tmp_path / "one.pdf", tmp_path / "two.pdf"]
    subprocess.run([sys.executable, "-c", _SCRIPT, *map(str, files)], check=True, cwd=Path(__file__).parents[3])
    for file in files:
        assert b"Lora-Italic" in file.read_bytes()
        with pdfium.PdfDocument(file) as document:
            assert "Marisol" in document[0].get_textpage().get_text_bounded()
