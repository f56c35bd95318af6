"""The composition root: puts a profile's parts together and opens the window."""

from __future__ import annotations

import sys
import threading
from pathlib import Path

from studio.base import log, resources
from studio.base.clock import SystemClock
from studio.base.errors import UserError
from studio.base.paths import Profile
from studio.services.context import MarketAddress, MarketHost, Studio
from studio.services.darkroom import LazyDarkroom
from studio.settings import schema
from studio.settings.store import Settings
from studio.storage.opening import open_catalog

_LIFE_SEED = 7
"""Which of the simulated buyers' stories is told; any number tells one."""

_PRIVATE = 0o700
"""Buyers' addresses and tokens lie in a profile: other users of the machine cannot enter it."""


def default_root(name: str = "closet") -> Path:
    """Return where a profile lies unless the seller says otherwise: the platform's own place for a program's data."""
    from platformdirs import user_data_path

    return user_data_path("closet-studio", appauthor=False) / name


def open_studio(root: Path) -> Studio:
    """Open the profile in `root`, new or known; raise UserError where it cannot be used."""
    return build_studio(root)


def build_studio(root: Path, *, simulated_life: bool | None = None) -> Studio:
    """Open a profile as `open_studio`, with the simulated buyers on or off whatever the settings say."""
    profile = Profile(root)
    clock = SystemClock()
    is_new = not root.exists()
    catalog = open_catalog(profile, clock)
    try:
        if is_new:
            root.chmod(_PRIVATE)
        log.write_to(profile.logs)
    except OSError as error:
        catalog.close()
        raise UserError(
            f"{error.filename} cannot be used ({error.strerror}). Make it yours, or choose another --profile."
        ) from error
    resources.use_folder(profile.resources)
    settings = Settings(profile.settings)
    lively = settings.get(schema.SIMULATED_LIFE) if simulated_life is None else simulated_life
    return Studio(
        profile=profile,
        catalog=catalog,
        settings=settings,
        clock=clock,
        darkroom=LazyDarkroom(profile),
        market=_MarketWhenAsked(profile.market, life_seed=_LIFE_SEED if lively else None),
    )


class _MarketWhenAsked:
    """A MarketHost that imports the running of processes when somebody wants one, not before the first paint."""

    def __init__(self, folder: Path, *, life_seed: int | None) -> None:
        self._folder = folder
        self._life_seed = life_seed
        self._host: MarketHost | None = None
        self._turn = threading.Lock()

    def start(self) -> MarketAddress:
        """Start the marketplace unless it runs, and return where it is."""
        with self._turn:
            if self._host is None:
                from studio.market_process import MarketProcess

                self._host = MarketProcess(self._folder, life_seed=self._life_seed)
        return self._host.start()

    def stop(self) -> None:
        """End it, if it was started here."""
        if self._host is not None:
            self._host.stop()


def run_window(root: Path, *, sample: bool = False, exit_after_first_paint: bool = False) -> int:
    """Open the window on a profile and return the exit code when it is closed."""
    from studio.ui.application import run

    return run(lambda: open_studio(root), sample=sample, exit_after_first_paint=exit_after_first_paint)


def main() -> None:
    """Open the window on the default profile (the entry point without a terminal)."""
    sys.exit(run_window(default_root()))
