"""The binding itself: one release loses a reference at each emit and aborts after some 550."""

import subprocess
import sys

EMIT = """
from PySide6.QtCore import QObject, Signal

class Teller(QObject):
    told = Signal(bool, object)

heard = []
teller = Teller()
teller.told.connect(lambda flag, thing: heard.append(flag))
for number in range(5_000):
    teller.told.emit(True, number)
assert len(heard) == 5_000
print("heard all")
"""


def test_five_thousand_signals_do_not_end_the_interpreter():
    ended = subprocess.run([sys.executable, "-c", EMIT], capture_output=True, text=True, timeout=60, check=False)
    assert (ended.returncode, ended.stdout.strip()) == (0, "heard all"), ended.stderr
