import csv
import time
from pathlib import Path

import pytest

from hope_portal.safety.diverter import reads_like_a_tip

DATA = Path(__file__).parent / "data"


def figures(name):
    """Recall, precision, and the sentences that were judged wrong."""
    with (DATA / name).open() as file:
        rows = [
            (row["divert"] == "yes", reads_like_a_tip(row["text"]), row["text"])
            for row in csv.DictReader(file)
        ]
    stopped = sum(got for _, got, _ in rows)
    rightly = sum(got and wanted for wanted, got, _ in rows)
    return (
        rightly / sum(wanted for wanted, _, _ in rows),
        rightly / stopped,
        [t for w, g, t in rows if w != g],
    )


def test_the_list_we_tune_on_is_judged_right_to_the_last_sentence():
    assert figures("sentences.csv") == (1.0, 1.0, [])


def test_sentences_written_before_the_patterns_are_judged_well(record_property):
    recall, precision, wrong = figures("sentences_heldout.csv")

    record_property("recall", recall)
    record_property("precision", precision)
    assert recall >= 0.9, wrong
    assert precision >= 0.9, wrong


def test_both_lists_are_long_enough_and_hold_spanish():
    with (DATA / "sentences.csv").open() as file:
        rows = list(csv.DictReader(file))

    assert len(rows) >= 80
    assert sum(row["language"] == "es" for row in rows) >= 12
    assert min(sum(row["divert"] == judged for row in rows) for judged in ("yes", "no")) >= 40


@pytest.mark.parametrize(
    "text",
    [
        "MY STEPDAD HITS ME",
        "My stepdad  hits\u00a0me",
        "Mi padrastro me pega",
        "I\u2019m being held here",
        "Tengo miedo de mi papa\u0301",
    ],
)
def test_writing_differently_makes_no_difference(text):
    assert reads_like_a_tip(text)


@pytest.mark.parametrize("text", ["", " ", "\n\n", "0", "😀" * 500])
def test_nothing_to_read_is_harmless(text):
    assert not reads_like_a_tip(text)


@pytest.mark.parametrize(
    "piece", ["a ", "my ", "she told her my ", "i saw the girl ", "x", "\n", "he ", "took my little "]
)
def test_a_long_text_is_read_quickly(piece):
    text = (piece * 5000)[:5000]

    started = time.perf_counter()
    reads_like_a_tip(text)

    assert time.perf_counter() - started < 0.5
