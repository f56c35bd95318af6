"""`python -m studio.phone`: serves the upload page; the token comes on standard input, where no other user sees it."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from studio.phone.server import serve

_LONGEST_TOKEN = 200


def main() -> int:
    """Serve, and return an exit code."""
    parser = argparse.ArgumentParser(prog="studio.phone", description=__doc__)
    parser.add_argument("--address", required=True, help="the address of this machine to answer on")
    parser.add_argument("--inbox", type=Path, required=True, help="the folder that photos are put into")
    parser.add_argument("--idle", type=float, default=600.0, help="leave after so many seconds of silence")
    wanted = parser.parse_args()
    token = os.read(0, _LONGEST_TOKEN).decode().strip()
    if len(token) < 20:
        sys.stderr.write("The token has to come on standard input.\n")
        return 2
    try:
        serve(wanted.address, wanted.inbox, token=token, idle_s=wanted.idle)
    except OSError as error:
        sys.stderr.write(f"{error.strerror}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
