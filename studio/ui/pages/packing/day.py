"""Day: the parcels of the day, the one in hand, and how far each of them is."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from studio.domain.order import TO_PACK, Order
from studio.services import listings, orders
from studio.services.context import Studio
from studio.services.listings import Rules
from studio.services.orders import Parcel, Piece
from studio.ui.pages.packing import wording
from studio.ui.pages.packing.progress import Progress
from studio.ui.widgets import Row


class Day(QObject):
    """`changed` says that there is something else to show; what was marked stays while the window is open."""

    changed = Signal()

    def __init__(self, studio: Studio, parent: QObject) -> None:
        super().__init__(parent)
        self._studio = studio
        self._progress: dict[str, Progress] = {}
        self.parcels: dict[str, Parcel] = {}
        self.pieces: list[Piece] = []
        """What belongs into the parcel in hand."""
        self.current = ""
        """The id of the order in hand; empty where nothing waits."""

    @property
    def parcel(self) -> Parcel | None:
        """The parcel in hand."""
        return self.parcels.get(self.current)

    @property
    def order(self) -> Order | None:
        """The order in hand."""
        return self.parcel.order if self.parcel else None

    @property
    def marks(self) -> Progress:
        """How far the parcel in hand is; whoever sets a mark calls `marked`."""
        return self._progress.setdefault(self.current, Progress())

    def load(self) -> None:
        """Read the day anew; where the parcel in hand left the bench, take the next that waits."""
        self.parcels = {parcel.order.id: parcel for parcel in orders.bench(self._studio)}
        if self.current not in self.parcels:
            self.current = next((key for key, parcel in self.parcels.items() if parcel.order.state in TO_PACK), "")
        self._show_current()

    def choose(self, order_id: str) -> None:
        """Take a parcel in hand."""
        self.current = order_id
        self._show_current()

    def finish(self, order_id: str) -> None:
        """Go on with the next parcel where this one was in hand."""
        if self.current == order_id:
            self.current = ""
        self.load()

    def marked(self) -> None:
        """Show how far the parcel in hand is now."""
        self.changed.emit()

    def beside(self, by: int) -> str:
        """Return the id of the order so many places on; the first where none is in hand, "" past the ends."""
        keys = list(self.parcels)
        place = keys.index(self.current) + by if self.current in keys else 0
        return keys[place] if 0 <= place < len(keys) else ""

    def rules(self, order: Order) -> Rules:
        """Return what the marketplace of an order asks for."""
        accounts = listings.accounts(self._studio)
        return listings.rules_of(self._studio, next((one for one in accounts if one.id == order.account_id), None))

    def rows(self) -> list[Row]:
        """Return the parcels as rows of a list."""
        now = self._studio.clock.now()
        return [wording.row(parcel, self._progress.get(key), now) for key, parcel in self.parcels.items()]

    def in_words(self) -> str:
        """Return how the day stands."""
        return wording.subtitle(list(self.parcels.values()), self._studio.clock.now())

    def _show_current(self) -> None:
        order = self.order
        self.pieces = orders.pieces(self._studio, order.id) if order else []
        self.changed.emit()
