"""Installs the system libraries that Qt needs and its wheel does not bring, or says which line does it."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys

PACKAGES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libcups.so.2": "libcups2",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
}
"""What Qt and its X11, Wayland and offscreen plugins ask the loader for, and the Debian package that has it."""


def main() -> int:
    """Install what is missing where that is possible without asking; return 0 even where the seller has to type it.

    A missing library then shows itself where it is needed, and a machine that never opens the window does without.
    """
    missing = sorted({package for library, package in PACKAGES.items() if not _loads(library)})
    if not sys.platform.startswith("linux") or not missing:
        return 0
    install = ["apt-get", "install", "--yes", "--no-install-recommends", *missing]
    prefix = _rights()
    if shutil.which("apt-get") is None or prefix is None:
        print("Qt needs some libraries of the system. Install them with:\n  sudo " + " ".join(install))
        return 0
    print("Installing the libraries of the system that Qt needs:", *missing, flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run([*prefix, "apt-get", "update", "--quiet=2"], env=quiet, check=False)
    if subprocess.run([*prefix, *install, "--quiet=2"], env=quiet, check=False).returncode:
        print("That did not work. Install them with:\n  sudo " + " ".join(install))
    return 0


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _rights() -> list[str] | None:
    """Return what to put before a command to run it as root without a question; None where that cannot be."""
    if os.name == "posix" and os.geteuid() == 0:
        return []
    silent = ["sudo", "-n", "true"]
    if shutil.which("sudo") and subprocess.run(silent, check=False, capture_output=True).returncode == 0:
        return ["sudo", "-n", "--preserve-env=DEBIAN_FRONTEND"]
    return None


if __name__ == "__main__":
    sys.exit(main())
