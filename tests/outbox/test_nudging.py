from threading import Event

from hope_portal.outbox import nudging
from hope_portal.outbox.nudging import Nudges


def test_the_first_nudge_asks_at_once_and_the_next_ones_ask_once_after_the_pause(monkeypatch):
    monkeypatch.setattr(nudging, "PAUSE", 0.05)
    asked, again = [], Event()

    def ask():
        asked.append(len(asked))
        if len(asked) == 2:
            again.set()

    nudges = Nudges(ask)
    for _ in range(5):
        nudges()

    assert asked[0] == 0
    assert again.wait(5)
    assert asked == [0, 1]


def test_a_broker_that_is_away_does_not_keep_later_nudges_from_asking(monkeypatch):
    monkeypatch.setattr(nudging, "PAUSE", 0)
    tried = []

    def ask():
        tried.append(1)
        raise ConnectionError

    nudges = Nudges(ask)
    for _ in range(2):
        try:
            nudges()
        except ConnectionError:
            continue

    assert tried == [1, 1]
