"""`python -m studio.demo_market`: serves Closet Fair on this computer."""

import argparse
import sys
from pathlib import Path

from studio.demo_market.server import serve
from studio.demo_market.store import AlreadyRunning


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="studio.demo_market", description="The embedded marketplace, on loopback only."
    )
    parser.add_argument("--data", type=Path, required=True, metavar="DIR", help="where the market lives")
    parser.add_argument("--port", type=int, default=0, help="0 takes the last one used here, or a free one")
    parser.add_argument("--life", type=int, metavar="SEED", help="let simulated buyers act, by this seed")
    parser.add_argument("--with-parent", action="store_true", help="stop when standard input ends")
    wanted = parser.parse_args()
    try:
        serve(wanted.data, port=wanted.port, life_seed=wanted.life, with_parent=wanted.with_parent)
    except AlreadyRunning:
        sys.stderr.write(f"A market already runs in {wanted.data}; use it, or choose another folder.\n")
        return 1
    except OSError as error:
        sys.stderr.write(f"The market cannot start: {error}. Choose another port or folder.\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
