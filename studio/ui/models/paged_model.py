"""PagedModel: a list of ids whose rows are fetched by the page when a view asks for them."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from studio.domain.operation import Kind, Touched
from studio.ui import fonts

T = TypeVar("T")
Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole

PAGE = 200
_PAGES_KEPT = 25
ObjectRole = Role.UserRole
SortRole = Role.UserRole + 1
_ROOT = QModelIndex()


@dataclass(frozen=True, slots=True)
class Column(Generic[T]):
    """A column: its title, what a row says in it, and (where that differs) what it is sorted by."""

    title: str
    text: Callable[[T], str]
    sort: Callable[[T], Any] | None = None
    right: bool = False


class PagedModel(QAbstractTableModel, Generic[T]):
    """Rows of one kind in the order of `set_ids`. `fetch` returns the objects of up to PAGE ids, in any order."""

    def __init__(
        self,
        *,
        kind: Kind,
        columns: Sequence[Column[T]],
        fetch: Callable[[Sequence[str]], Iterable[T]],
        id_of: Callable[[T], str],
        spoken: Callable[[T], str] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._kind = kind
        self._columns = tuple(columns)
        self._fetch = fetch
        self._id_of = id_of
        self._spoken = spoken or self._columns[0].text
        self._ids: tuple[str, ...] = ()
        self._rows: dict[str, int] = {}
        self._pages: OrderedDict[int, dict[str, T]] = OrderedDict()

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids, in order."""
        return self._ids

    def set_ids(self, ids: Iterable[str]) -> None:
        """Show other rows, or the same in another order."""
        ids = tuple(ids)
        if ids == self._ids:
            return
        self.beginResetModel()
        self._ids = ids
        self._rows = {}
        self._pages.clear()
        self.endResetModel()

    def refresh(self, touched: Touched) -> None:
        """Forget what changed and repaint those rows only."""
        self.refresh_ids(touched.of(self._kind))

    def refresh_ids(self, ids: Iterable[str]) -> None:
        """Forget the rows of `ids` and repaint them."""
        found = (self.row_of(one) for one in ids)
        rows = sorted(row for row in found if row is not None)
        for row in rows:
            self._pages.pop(row // PAGE, None)
        for first, last in runs(rows):
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self._columns) - 1))

    def object_at(self, row: int) -> T | None:
        """Return the row's object; None where it is gone since the ids were read."""
        return self._page(row // PAGE).get(self._ids[row])

    def id_at(self, row: int) -> str:
        """Return the id in `row`."""
        return self._ids[row]

    def row_of(self, entity_id: str) -> int | None:
        """Return where an id stands; None where it is not shown."""
        if not self._rows:
            self._rows = {one: row for row, one in enumerate(self._ids)}
        return self._rows.get(entity_id)

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return how many ids there are."""
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """Return text, object, sort value or the words that are read aloud."""
        if not index.isValid():
            return None
        column = self._columns[index.column()]
        if role == Role.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        if role == Role.FontRole:
            return fonts.figures() if column.right else None
        if role not in (Role.DisplayRole, Role.AccessibleTextRole, ObjectRole, SortRole):
            return None
        found = self.object_at(index.row())
        return None if found is None else self._value(found, column, role)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        """Return the columns' titles."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Role.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if self._columns[section].right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return self._columns[section].title if role == Role.DisplayRole else None

    def _value(self, found: T, column: Column[T], role: int) -> Any:
        if role == ObjectRole:
            return found
        if role == SortRole:
            return (column.sort or column.text)(found)
        if role == Role.AccessibleTextRole and column is self._columns[0]:
            return self._spoken(found)
        return column.text(found)

    def _page(self, number: int) -> dict[str, T]:
        if number in self._pages:
            self._pages.move_to_end(number)
            return self._pages[number]
        page = {self._id_of(one): one for one in self._fetch(self._ids[number * PAGE : (number + 1) * PAGE])}
        self._pages[number] = page
        if len(self._pages) > _PAGES_KEPT:
            self._pages.popitem(last=False)
        return page


def runs(rows: Sequence[int]) -> list[tuple[int, int]]:
    """Return the first and last of every run of neighbours in the sorted `rows`."""
    if not rows:
        return []
    breaks = [(before, after) for before, after in pairwise(rows) if after > before + 1]
    firsts = [rows[0], *(after for _before, after in breaks)]
    lasts = [*(before for before, _after in breaks), rows[-1]]
    return list(zip(firsts, lasts, strict=True))
