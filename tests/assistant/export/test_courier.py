"""Approved notes on their way to a real receiver: signed, once, again where they were not taken, and given up after three days."""

import json
import socket
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from assistant.events import NotesDrafted
from assistant.export import courier as couriers
from assistant.export.approved import after_approval
from assistant.export.courier import Courier, NotTaken, post
from assistant.export.document import call_document
from assistant.export.schedule import DELAYS
from assistant.export.webhooks import FILE, Webhook
from assistant.settings import Settings
from assistant.store import Store
from assistant.store.out import Delivery
from tests.assistant.export.calls import CALL, NOTES, approve, put
from tests.assistant.export.receiver import SECRET, Receiver, receiving
from tests.needs import ROOT


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as running:
        yield running


class Clock:
    """The courier's clock, which a test turns on."""

    def __init__(self) -> None:
        self.now = datetime.now(UTC).replace(tzinfo=None)

    def __call__(self) -> datetime:
        return self.now

    def wait(self, delay: timedelta) -> None:
        self.now += delay


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def settings(data: Path) -> Settings:
    return Settings(data=data)


@pytest.fixture
def courier(store: Store, settings: Settings, clock: Clock) -> Courier:
    return Courier(store, settings, clock)


def hook(data: Path, url: str, name: str = "crm") -> None:
    (data / FILE).write_text(f"webhooks:\n  - {{name: {name}, url: '{url}', secret: {SECRET}}}\n")


def queued(store: Store, settings: Settings, clock: Clock) -> None:
    """The call, approved, with what is to be sent of it."""
    put(store)
    approve(store)
    assert after_approval(store, settings, CALL).problems == ()
    clock.now = datetime.now(UTC).replace(tzinfo=None)


def only(store: Store) -> Delivery:
    (found,) = store.out.deliveries(CALL)
    return found


async def test_approved_notes_arrive_once_and_signed(
    store: Store, settings: Settings, courier: Courier, clock: Clock, receiver: Receiver, data: Path
) -> None:
    hook(data, receiver.url)
    queued(store, settings, clock)
    assert only(store).state == "waiting"
    assert await courier.send_due() == 1
    (message,) = receiver.received
    assert message.signed
    assert message.id.startswith(f"msg_{CALL}_")
    assert "." not in message.id
    assert abs(message.seconds - clock.now.replace(tzinfo=UTC).timestamp()) <= 1
    published: dict[str, Any] = json.loads((ROOT / "docs" / "export.schema.json").read_text("utf-8"))
    jsonschema.validate(message.body, published, jsonschema.Draft202012Validator)
    assert (message.body["type"], message.body["data"]) == ("notes.approved", call_document(store, CALL))
    assert message.body["timestamp"] == message.body["data"]["approved"]
    one = only(store)
    assert (one.state, one.attempts, one.fault) == ("arrived", 1, None)
    assert await courier.send_due() == 0


async def test_a_receiver_that_answers_500_for_a_day_has_it_when_it_is_well_again(
    store: Store, settings: Settings, courier: Courier, clock: Clock, receiver: Receiver, data: Path
) -> None:
    hook(data, receiver.url)
    queued(store, settings, clock)
    receiver.answer = (500, {})
    began = clock.now
    while clock.now - began < timedelta(days=1):
        await courier.send_due()
        one = only(store)
        assert (one.state, one.fault) == ("waiting", "answered 500")
        assert one.next_try is not None
        assert await courier.send_due() == 0, "not before its time"
        clock.now = one.next_try
    assert len(receiver.received) == 7
    receiver.answer = (204, {})
    await courier.send_due()
    assert (only(store).state, only(store).attempts, only(store).fault) == ("arrived", 8, None)
    assert len({message.id for message in receiver.received}) == 1, "the same id each time: who got it twice can tell"
    assert all(message.signed for message in receiver.received)
    assert [message.seconds for message in receiver.received] == sorted({message.seconds for message in receiver.received})


async def test_after_three_days_it_is_given_up_until_somebody_asks(
    store: Store, settings: Settings, courier: Courier, clock: Clock, receiver: Receiver, data: Path
) -> None:
    hook(data, receiver.url)
    queued(store, settings, clock)
    receiver.answer = (503, {})
    began = clock.now
    while (moment := only(store).next_try) is not None:
        clock.now = max(clock.now, moment)
        await courier.send_due()
    assert timedelta(days=2.9) < clock.now - began < timedelta(days=3.4)
    assert (only(store).state, only(store).attempts) == ("given-up", len(DELAYS) + 1)
    assert store.out.given_up() == 1
    clock.wait(timedelta(days=30))
    assert await courier.send_due() == 0
    receiver.answer = (200, {})
    assert store.out.again(clock.now) == 1
    await courier.send_due()
    assert only(store).state == "arrived"
    assert store.out.given_up() == 0
    assert store.out.again(clock.now) == 0


async def test_a_machine_that_was_shut_for_a_week_has_lost_nothing(
    store: Store, settings: Settings, courier: Courier, clock: Clock, receiver: Receiver, data: Path
) -> None:
    hook(data, receiver.url)
    queued(store, settings, clock)
    receiver.answer = (500, {})
    await courier.send_due()
    clock.wait(timedelta(days=7))
    receiver.answer = (200, {})
    await courier.send_due()
    assert only(store).state == "arrived"


async def test_what_the_receiver_asks_for_is_granted(
    store: Store, settings: Settings, courier: Courier, clock: Clock, receiver: Receiver, data: Path
) -> None:
    hook(data, receiver.url)
    queued(store, settings, clock)
    receiver.answer = (429, {"Retry-After": "7200"})
    await courier.send_due()
    assert only(store).next_try == clock.now + timedelta(hours=2)


@pytest.mark.parametrize(
    ("answer", "fault", "state"),
    [
        ((410, {}), "answered 410", "given-up"),
        ((404, {}), "answered 404", "waiting"),
        ((302, {"Location": "http://example.com/"}), "answered 302, which leads elsewhere: name that address in webhooks.yaml", "waiting"),
    ],
)
async def test_other_answers(
    store: Store,
    settings: Settings,
    courier: Courier,
    clock: Clock,
    receiver: Receiver,
    data: Path,
    answer: tuple[int, dict[str, str]],
    fault: str,
    state: str,
) -> None:
    hook(data, receiver.url)
    queued(store, settings, clock)
    receiver.answer = answer
    await courier.send_due()
    assert (only(store).state, only(store).fault) == (state, fault)


async def test_nobody_there(store: Store, settings: Settings, courier: Courier, clock: Clock, data: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        hook(data, f"http://127.0.0.1:{free.getsockname()[1]}/")
    queued(store, settings, clock)
    await courier.send_due()
    assert (only(store).state, only(store).fault) == ("waiting", "no connection (ConnectError)")


async def test_a_receiver_that_hangs(
    store: Store,
    settings: Settings,
    courier: Courier,
    clock: Clock,
    receiver: Receiver,
    data: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(couriers, "ANSWER_SECONDS", 0.2)
    hook(data, receiver.url)
    queued(store, settings, clock)
    receiver.hang.clear()
    await courier.send_due()
    assert (only(store).state, only(store).fault) == ("waiting", "no answer within 0 s")


async def test_newer_notes_take_the_place_of_what_still_waits(
    store: Store, settings: Settings, courier: Courier, clock: Clock, receiver: Receiver, data: Path
) -> None:
    hook(data, receiver.url)
    queued(store, settings, clock)
    store.reviews.reopen(CALL)
    store.append([NotesDrafted(call=CALL, at=312.4, seq=8, notes=NOTES.model_copy(update={"facts": ()}))])
    approve(store)
    after_approval(store, settings, CALL)
    clock.wait(timedelta(seconds=2))
    await courier.send_due()
    (message,) = receiver.received
    assert message.body["data"]["notes"]["facts"] == []
    newer, older = store.out.deliveries(CALL)
    assert (newer.state, older.state, older.fault) == ("arrived", "given-up", "replaced by newer notes")
    assert store.out.again(clock.now) == 0, "what was replaced is not sent again"


async def test_a_mistake_in_the_file_holds_things_back_until_it_is_mended(
    store: Store, settings: Settings, courier: Courier, clock: Clock, receiver: Receiver, data: Path
) -> None:
    put(store)
    approve(store)
    (data / FILE).write_text("webhooks: [{name: crm}]\n")
    approval = after_approval(store, settings, CALL)
    assert [problem.code for problem in approval.problems] == ["file-mistake"]
    for _ in range(3):
        clock.wait(timedelta(minutes=2))
        await courier.send_due()
    waiting = only(store)
    assert (waiting.target, waiting.state, waiting.attempts) == (FILE, "waiting", 0)
    assert "line 1" in (waiting.fault or "")
    hook(data, receiver.url)
    clock.wait(timedelta(minutes=2))
    await courier.send_due()
    (message,) = receiver.received
    assert message.body["data"]["call"] == CALL
    assert {one.target: one.state for one in store.out.deliveries(CALL)} == {"crm": "arrived", FILE: "arrived"}


async def test_a_mistake_made_while_something_waits_counts_as_no_attempt(
    store: Store, settings: Settings, courier: Courier, clock: Clock, receiver: Receiver, data: Path
) -> None:
    hook(data, receiver.url)
    queued(store, settings, clock)
    (data / FILE).write_text("webhooks: 5\n")
    await courier.send_due()
    assert (only(store).attempts, only(store).state) == (0, "waiting")
    hook(data, receiver.url)
    clock.wait(timedelta(minutes=2))
    await courier.send_due()
    assert only(store).state == "arrived"


async def test_a_webhook_that_is_no_longer_named_gets_nothing(
    store: Store, settings: Settings, courier: Courier, clock: Clock, receiver: Receiver, data: Path
) -> None:
    hook(data, receiver.url)
    queued(store, settings, clock)
    hook(data, receiver.url, name="other")
    await courier.send_due()
    assert receiver.received == []
    assert (only(store).state, only(store).fault) == ("given-up", "webhooks.yaml has no webhook of this name any more")


async def test_the_folder_is_tried_again_until_it_can_be_written(store: Store, data: Path, tmp_path: Path, clock: Clock) -> None:
    """A share that is not connected when notes are approved."""
    share = tmp_path / "share"
    share.touch()
    settings = Settings(data=data, export_when_approved=share / "notes", export_formats="md,ics")
    courier = Courier(store, settings, clock)
    put(store)
    approve(store)
    approval = after_approval(store, settings, CALL)
    assert [problem.code for problem in approval.problems] == ["export-folder"]
    clock.wait(timedelta(seconds=10))
    await courier.send_due()
    assert (only(store).target, only(store).state, only(store).attempts) == ("folder", "waiting", 2)
    assert "Not a directory" in (only(store).fault or "")
    share.unlink()
    clock.wait(timedelta(hours=1))
    await courier.send_due()
    assert only(store).state == "arrived"
    assert sorted(path.name for path in (share / "notes").iterdir()) == [f"{CALL}.ics", f"{CALL}.md"]


async def test_what_one_courier_is_at_no_other_sends(
    store: Store, settings: Settings, courier: Courier, clock: Clock, receiver: Receiver, data: Path
) -> None:
    """Two services on one data folder; and one that was killed while it sent."""
    hook(data, receiver.url)
    queued(store, settings, clock)
    assert store.out.take(clock.now, clock.now + timedelta(minutes=2)) is not None
    assert await courier.send_due() == 0
    clock.wait(timedelta(minutes=2))
    assert await courier.send_due() == 1
    assert len(receiver.received) == 1


async def test_nothing_of_a_deleted_call_is_sent(
    store: Store, settings: Settings, courier: Courier, clock: Clock, receiver: Receiver, data: Path
) -> None:
    hook(data, receiver.url)
    queued(store, settings, clock)
    store.delete(CALL)
    assert await courier.send_due() == 0
    assert store.out.deliveries() == []


async def test_a_proxy_is_not_asked_for_this_machine(receiver: Receiver, monkeypatch: pytest.MonkeyPatch, clock: Clock) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    await post(Webhook(name="crm", url=receiver.url, secret=SECRET), "msg_1", "{}", clock())
    assert receiver.received[0].signed


async def test_a_fault_says_nothing_of_the_call(receiver: Receiver, clock: Clock) -> None:
    receiver.answer = (500, {"X-Echo": "we never got the pumps"})
    with pytest.raises(NotTaken) as caught:
        await post(Webhook(name="crm", url=receiver.url, secret=SECRET), "msg_1", '{"said": "we never got the pumps"}', clock())
    assert caught.value.fault == "answered 500"
