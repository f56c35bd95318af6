"""The smaller widgets of the kit."""

import inspect
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QGuiApplication, QHelpEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QWidget

from studio.domain.item import ItemState
from studio.domain.listing import ListingState
from studio.ui.widgets import (
    Badge,
    Bar,
    BarChart,
    Bubble,
    BubbleList,
    Card,
    ChoiceField,
    EmptyState,
    FacetList,
    FacetRow,
    PhotoStrip,
    Picture,
    PlainLabel,
    PrimaryButton,
    Row,
    RowList,
    ScrollColumn,
    SearchField,
    Section,
    StripPhoto,
    TimeLeft,
    state_of,
    time_left,
)
from tests.fakes.clock import FakeClock
from tests.ui.accessible import nameless, small


@pytest.fixture
def show(theme, qtbot):
    def show(widget, width=300, height=400):
        widget.resize(width, height)
        qtbot.addWidget(widget)
        with qtbot.waitExposed(widget):
            widget.show()
        return widget

    return show


def name_of(widget):
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


@pytest.mark.parametrize("state", [*ItemState, *ListingState])
def test_every_state_of_items_and_listings_has_colours_and_a_word(theme, state):
    colours, word = state_of(state.value)
    assert word
    badge = Badge(state.value)
    assert badge.text() == name_of(badge) == word
    assert badge.sizeHint().width() > Badge(state.value, "x").sizeHint().width()
    assert colours in ("draft", "waiting", "live", "sold", "needs", "refused")


def test_a_badge_may_say_more(theme):
    badge = Badge("needs")
    badge.set("needs", "Needs size")
    assert badge.text() == "Needs size"


def test_a_card_is_pressed_by_mouse_and_keyboard(show, qtbot):
    card, pressed = show(Card(clickable=True)), []
    card.clicked.connect(lambda: pressed.append(True))
    qtbot.mouseClick(card, Qt.MouseButton.LeftButton)
    qtbot.keyClick(card, Qt.Key.Key_Space)
    qtbot.keyClick(card, Qt.Key.Key_Return)
    assert len(pressed) == 3
    still = show(Card())
    still.clicked.connect(lambda: pressed.append(False))
    qtbot.mouseClick(still, Qt.MouseButton.LeftButton)
    assert len(pressed) == 3


def test_the_card_in_hand_has_a_ring(show):
    card = show(Card())
    before = card.grab().toImage()
    card.set_selected(selected=True)
    assert card.grab().toImage() != before
    card.set_selected(selected=False)
    assert card.grab().toImage() == before


def test_a_search_waits_for_a_pause_and_is_asked_once(show, qtbot):
    field, asked = show(SearchField("Search 24 items")), []
    field.searched.connect(asked.append)
    qtbot.keyClicks(field, "dress")
    assert asked == []
    qtbot.waitUntil(lambda: asked == ["dress"])
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert asked == ["dress"]
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert asked == ["dress", ""]


def test_facets_are_chosen_and_taken_off_again(show, qtbot):
    facets, told = show(FacetList()), []
    facets.chosen.connect(lambda key, value: told.append((key, value)))
    rows = [FacetRow(value="live", text="Live", count=842), FacetRow(value="draft", text="Draft", count=96)]
    facets.set_sections([Section(key="state", title="State", rows=rows), Section(key="bin", title="Bin", rows=[])])
    live = next(widget for widget in facets.findChildren(QWidget) if "Live" in widget.accessibleName())
    assert live.accessibleName() == "State: Live, 842"
    qtbot.mouseClick(live, Qt.MouseButton.LeftButton)
    assert facets.selected() == {"state": "live"}
    facets.set_sections(
        [Section(key="state", title="State", rows=[FacetRow(value="live", text="Live", count=841), rows[1]])]
    )
    assert live.accessibleName() == "State: Live, 841"
    qtbot.mouseClick(live, Qt.MouseButton.LeftButton)
    assert told == [("state", "live"), ("state", None)]
    facets.select("state", "draft")
    assert facets.selected() == {"state": "draft"}
    assert len(told) == 2


def test_an_empty_list_says_what_to_do(show, qtbot):
    done = []
    empty = show(
        EmptyState("closet", "Nothing yet", "Drop a folder of photos here.", ("Import", lambda: done.append(1)))
    )
    qtbot.mouseClick(empty.findChild(PrimaryButton), Qt.MouseButton.LeftButton)
    assert done == [1]
    assert [label.text() for label in empty.findChildren(PlainLabel)] == [
        "Nothing yet",
        "Drop a folder of photos here.",
    ]


def test_a_long_sentence_of_an_empty_list_is_shown_whole(show):
    sentence = "Drop a folder of photos here, or import one. Photos taken close together become one piece. " * 2
    empty = show(EmptyState("closet", "Nothing yet", sentence), 600, 500)
    words = empty.findChildren(PlainLabel)[1]
    assert words.height() >= words.heightForWidth(words.width())


def strip_of(context, show, ids):
    strip = show(PhotoStrip(context.thumbnails), 500, 110)
    strip.set_photos([StripPhoto(photo_id=one, picture="", name=f"Photo {one}") for one in ids])
    return strip


def test_photos_are_put_in_another_order_by_the_keyboard(context, show, qtbot):
    strip, told = strip_of(context, show, "abcd"), []
    strip.reordered.connect(told.append)
    strip.set_current("b")
    qtbot.keyClick(strip, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClick(strip, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClick(strip, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClick(strip, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert told == [list("acbd"), list("abcd"), list("bacd")]
    assert strip.current() == "b"


@pytest.mark.parametrize(("dragged", "target", "after"), [("a", 3, "bcad"), ("d", 0, "dabc"), ("b", 4, "acdb")])
def test_a_photo_goes_before_the_one_it_is_dropped_on(context, show, dragged, target, after):
    strip, told = strip_of(context, show, "abcd"), []
    strip.reordered.connect(told.append)
    strip._move(["abcd".index(dragged)], target)
    assert told == [list(after)]


def test_the_photo_in_hand_stays_in_hand_when_others_come(context, show, qtbot):
    strip, told = strip_of(context, show, "abc"), []
    assert strip.current() == "a"
    strip.set_current("c")
    strip.current_changed.connect(told.append)
    strip.set_photos([StripPhoto(photo_id=one, picture="", name=one) for one in "xc"])
    assert strip.current() == "c"
    qtbot.keyClick(strip, Qt.Key.Key_Left)
    assert strip.selected_ids() == ["x"]
    opened = []
    strip.opened.connect(opened.append)
    qtbot.keyClick(strip, Qt.Key.Key_Return)
    assert opened == ["x"]


def test_messages_are_read_aloud_copied_and_never_markup(show):
    bubbles = show(BubbleList(), 600, 400)
    bubbles.set_bubbles([Bubble(message_id="1", text="<b>Hi!</b>", caption="Tue 18:20", mine=False)])
    (bubble,) = [widget for widget in bubbles.findChildren(QWidget) if "Hi!" in widget.accessibleName()]
    assert bubble.accessibleName() == "<b>Hi!</b>. Tue 18:20"
    bubble.actions()[0].trigger()
    assert QGuiApplication.clipboard().text() == "<b>Hi!</b>"


def test_a_long_message_is_shown_whole_whatever_the_width(show):
    bubbles = show(BubbleList(), 600, 400)
    bubbles.set_bubbles([Bubble(message_id="1", text="Would you take $55 for it? " * 30, caption="now", mine=True)])
    bubble = bubbles.column.itemAt(0).widget()
    heights = []
    for width in (800, 500, 300):
        bubbles.resize(width, 400)
        heights.append(bubble.height())
        assert bubble.height() >= bubble.heightForWidth(bubble.width())
    assert heights == sorted(heights)


def test_of_a_conversation_without_end_the_last_is_shown(show):
    bubbles = show(BubbleList())
    bubbles.set_bubbles([Bubble(message_id=str(n), text=f"Message {n}", caption="", mine=False) for n in range(300)])
    names = [widget.accessibleName() for widget in bubbles.findChildren(QWidget)]
    assert "Message 299. " in names
    assert "Message 99. " not in names
    assert "Only the last 200 messages are shown." in [label.text() for label in bubbles.findChildren(PlainLabel)]


def test_the_row_in_hand_is_told_once_and_kept_untold(show, qtbot):
    rows, told = show(RowList("People")), []
    rows.current_changed.connect(told.append)
    rows.set_rows([Row(row_id=one, title=one, note="2 new", state="waiting") for one in "abc"])
    rows.set_current("b")
    rows.set_rows([Row(row_id=one, title=one.upper()) for one in "bcd"])
    assert rows.current() == "b"
    assert told == ["b"]
    qtbot.keyClick(rows, Qt.Key.Key_Down)
    assert told == ["b", "c"]
    spoken = QAccessible.queryAccessibleInterface(rows).child(0)
    assert spoken.text(QAccessible.Text.Name) == "B"


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (timedelta(hours=22, minutes=4, seconds=30), "22 h 04 min left"),
        (timedelta(days=3, hours=5), "3 d 5 h left"),
        (timedelta(minutes=9), "9 min left"),
        (timedelta(seconds=20), "0 min left"),
        (timedelta(seconds=-1), "ran out"),
    ],
)
def test_the_time_left_is_said_in_the_words_one_needs(left, words):
    assert time_left(left) == words


def test_the_time_left_counts_down(theme, qtbot):
    now = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
    clock = FakeClock(now)
    badge = TimeLeft(clock, now + timedelta(hours=2))
    qtbot.addWidget(badge)
    assert badge.text() == "2 h 00 min left"
    clock.advance(minutes=61)
    badge.show_now()
    assert badge.text() == "59 min left"
    badge.set_until(None)
    assert not badge.isVisibleTo(badge.parentWidget() or badge)


def test_a_chart_is_read_aloud_and_told_by_the_mouse(show):
    chart = show(BarChart("Kept"), 280, 96)
    chart.set_bars([Bar(label="Mon", value=30, text="$30"), Bar(label="Tue", value=0, text="$0")], current=-1)
    assert name_of(chart) == "Kept: Mon $30, Tue $0"
    assert chart.event(QHelpEvent(QHelpEvent.Type.ToolTip, QPoint(10, 10), chart.mapToGlobal(QPoint(10, 10))))
    chart.set_bars([])
    chart.grab()


def test_a_picture_is_shown_when_it_is_there(context, show, picture, qtbot):
    shown = show(Picture(context.thumbnails, 60, 80), 60, 80)
    shown.set_picture(str(picture("dress", "#aa2020")), "The dress")
    qtbot.waitUntil(lambda: shown.grab().toImage().pixelColor(30, 40).name() == "#aa2020")
    assert name_of(shown) == "The dress"


def test_the_wheel_over_a_choice_scrolls_the_page_and_changes_nothing(show):
    field = show(ChoiceField("Condition", [("uln", "Like new"), ("ug", "Good")]))
    field.start("uln")
    combo = field.findChild(QComboBox)
    where, turned = QPointF(5, 5), QPoint(0, -120)
    buttons, keys, phase = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase
    event = QWheelEvent(where, where, turned, turned, buttons, keys, phase, False)
    combo.wheelEvent(event)
    assert not event.isAccepted()
    assert field.read() == "uln"


def test_the_kit_has_names_and_targets_for_everybody(context, show):
    column = ScrollColumn()
    facets = FacetList()
    facets.set_sections([Section(key="a", title="A", rows=[FacetRow(value="b", text="B", count=1)])])
    column.add(facets, SearchField("Search"), RowList("People"), PhotoStrip(context.thumbnails), Card(clickable=False))
    column.add(BubbleList(), PrimaryButton("Go"), ChoiceField("Size", [("m", "M")]))
    show(column, 500, 900)
    assert nameless(column) == []
    assert small(column) == []


def test_the_kit_brings_everything_it_lists():
    import studio.ui.widgets as kit

    brought = {name: getattr(kit, name) for name in kit.__all__}
    assert [name for name, found in brought.items() if inspect.ismodule(found)] == []
    with pytest.raises(AttributeError):
        kit.Nothing  # noqa: B018
