from hope_portal.workflow.story import story
from tests import factories as make


def test_history_tells_in_words_what_was_no_move(db, now):
    event = make.an_event()
    event._record("moved", was=event.status, by=None, now=now)

    assert [entry.move for entry in story(event)] == ["Time or place changed"]
