import threading

from studio.base.events import Events
from studio.domain.operation import Kind, Op, Touched
from studio.ui.event_bridge import EventBridge


def test_what_a_worker_touched_arrives_in_the_gui_thread_in_order(qtbot):
    bridge, events, seen = EventBridge(), Events(), []
    bridge.touched.connect(lambda touched: seen.append((touched, bridge.thread().isCurrentThread())))
    bridge.listen(events)
    told = [Touched(Op.EDIT_ITEM, {Kind.ITEM: frozenset({str(number)})}) for number in range(100)]
    worker = threading.Timer(0, lambda: [events.publish(touched) for touched in told])
    worker.start()
    worker.join()
    assert seen == []  # the worker never runs what the window does
    qtbot.waitUntil(lambda: len(seen) == 100)
    assert seen == [(touched, True) for touched in told]
