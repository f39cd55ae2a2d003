"""What is to be sent, as the store keeps it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from assistant.store import Store
from tests.assistant.export.calls import CALL, know_client, put

NOW = datetime(2026, 3, 4, 12)
LATER = NOW + timedelta(minutes=2)
OTHER = "20260304-110000-aa02"


@pytest.fixture
def store(data: Path) -> Iterator[Store]:
    opened = Store.open(data)
    put(opened)
    put(opened, OTHER)
    yield opened
    opened.close()


def test_what_is_due_longest_goes_first_and_what_is_not_due_stays(store: Store) -> None:
    later = store.out.queue(CALL, "b", "{}", NOW, due=NOW + timedelta(seconds=1))
    first = store.out.queue(CALL, "a", '{"a": 1}', NOW)
    assert store.out.take(NOW - timedelta(seconds=1), LATER) is None
    taken = store.out.take(NOW, LATER)
    assert taken is not None
    assert (taken[0].id, taken[0].target, taken[1]) == (first, "a", '{"a": 1}')
    assert store.out.take(NOW, LATER) is None
    taken = store.out.take(NOW + timedelta(seconds=1), LATER)
    assert taken is not None
    assert taken[0].id == later


def test_what_has_arrived_or_was_given_up_is_not_taken(store: Store) -> None:
    store.out.arrived(store.out.queue(CALL, "a", "{}", NOW), NOW)
    store.out.failed(store.out.queue(CALL, "b", "{}", NOW), "answered 500", None)
    assert store.out.take(LATER, LATER) is None
    assert {one.target: (one.state, one.attempts, one.fault) for one in store.out.deliveries()} == {
        "a": ("arrived", 1, None),
        "b": ("given-up", 1, "answered 500"),
    }
    assert store.out.given_up() == 1


def test_what_arrives_is_not_kept_a_second_time(store: Store) -> None:
    """The words are in the notes; what was sent of them goes when it has arrived."""
    store.out.arrived(store.out.queue(CALL, "a", "words of the call", NOW), NOW)
    assert store.out.again(NOW) == 0
    with closing(sqlite3.connect(store.data / "callcue.db")) as connection:
        assert connection.execute("SELECT body FROM deliveries").fetchall() == [("",)]


def test_again_is_for_one_call_or_all(store: Store) -> None:
    for call in (CALL, OTHER):
        store.out.failed(store.out.queue(call, "a", "{}", NOW), "answered 500", None)
    assert store.out.again(NOW, OTHER) == 1
    assert [(one.call, one.state, one.attempts) for one in store.out.deliveries()] == [(OTHER, "waiting", 0), (CALL, "given-up", 1)]
    assert store.out.again(NOW) == 2


def test_newer_notes_replace_what_waits_for_the_same_target_alone(store: Store) -> None:
    for call, target in ((CALL, "a"), (CALL, "b"), (OTHER, "a"), (CALL, "a")):
        store.out.queue(call, target, "{}", NOW)
    assert [(one.call, one.target, one.state) for one in store.out.deliveries()] == [
        (CALL, "a", "waiting"),
        (OTHER, "a", "waiting"),
        (CALL, "b", "waiting"),
        (CALL, "a", "given-up"),
    ]
    assert [one.call for one in store.out.deliveries(OTHER)] == [OTHER]


def test_one_that_was_replaced_while_it_was_sent_stays_replaced(store: Store) -> None:
    first = store.out.queue(CALL, "a", "{}", NOW)
    store.out.queue(CALL, "a", "{}", NOW)
    store.out.failed(first, "answered 500", LATER)
    assert store.out.deliveries()[1].fault == "replaced by newer notes"


def test_a_client_is_known_by_name_alone_or_with_addresses(store: Store) -> None:
    assert store.out.contact(CALL) is None
    know_client(store, phone=None)
    contact = store.out.contact(CALL)
    assert contact is not None
    assert (contact.email, contact.phone) == ("zoe@angstrom.example", None)
