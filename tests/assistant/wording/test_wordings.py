"""Notes put better by a fake language model, over a real connection, in a real store: what stands, what is left out, and whatever may go wrong."""

import asyncio
import logging
import re
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.events import Evidence, Fact, Line, Notes, NotesDrafted, SpeechCorrected
from assistant.review.changes import SetText
from assistant.review.redrafting import Redrafts
from assistant.settings import Settings
from assistant.store import Store
from assistant.wording import wordings as module
from assistant.wording.wordings import Progress, Wordings
from audio.problem import Problem
from tests.models.fake_model import FAKE, FakeModel, Reply, fake_model, lines
from tests.web.test_review import CALL, TURNS
from tests.web.test_review import called as heard

ASKED = re.compile(r"The question: (.*)", re.DOTALL)
DRAFT = Notes(
    discussed=(
        Line(text="Client: 12 of our life jackets failed the inspection.", evidence=(Evidence(utterance="t3", quote="Twelve of our life jackets"),)),
    )
)
BETTER = lines(([1], "The client stated that twelve of their life jackets failed the inspection."))
PUT = "Client said that 12 of their life jackets failed the inspection."
"""As it then stands in the notes."""


@pytest.fixture
def store(data: Path) -> Iterator[Store]:
    opened = Store.open(data)
    yield opened
    opened.close()


@pytest.fixture
def fake() -> Iterator[FakeModel]:
    with fake_model() as running:
        yield running


def called(store: Store, call: str = CALL) -> list[Fact]:
    """Stores a call with notes of one line, which say less than they might."""
    facts = heard(store, call)
    store.append([NotesDrafted(call=call, at=facts[-1].at, seq=facts[-1].seq + 1, notes=DRAFT)])
    return store.facts(call)


class Bench:
    """The wordings of a service, and whether a call is running there."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self.calling = False
        self.redrafts = Redrafts(store)
        self.wordings = Wordings(store, settings, self.redrafts, lambda: self.calling)

    async def done(self, call: str = CALL) -> Progress:
        self.wordings.begin(call)
        return await self.ended(call)

    async def ended(self, call: str = CALL) -> Progress:
        for _ in range(1500):
            if self.wordings.progress(call).state not in ("waiting", "working"):
                return self.wordings.progress(call)
            await asyncio.sleep(0.02)
        raise AssertionError("it did not end")


@pytest.fixture
async def bench(store: Store, data: Path, fake: FakeModel) -> AsyncIterator[Bench]:
    made = Bench(store, Settings(data=data, writer_address=fake.address, writer_model=FAKE, writer_seconds=5))
    yield made
    await made.wordings.close()
    await made.redrafts.close()


def question(body: dict[str, Any]) -> str:
    found = ASKED.search(body["messages"][-1]["content"])
    assert found is not None
    return found[1]


def answering(**answers: Reply) -> Callable[[dict[str, Any]], Reply]:
    """Answers questions that have a word in them, by that word; others with nothing."""
    return lambda body: next((reply for word, reply in answers.items() if word in question(body)), lines())


def texts(store: Store) -> list[str]:
    return [line.text for line in store.reviews.newest(CALL).sheet.lines]


def drafts(store: Store) -> int:
    return len(store.facts(CALL, types=(NotesDrafted,)))


async def test_what_the_call_bears_out_is_put_into_the_notes(store: Store, bench: Bench, fake: FakeModel) -> None:
    facts = called(store)
    fake.answer = answering(
        better=BETTER,
        need=lines(
            ([3], "The client needed twelve new ones, orange, at the marina office."),
            ([3], "The client needed 21 life jackets."),
            ([3], "The client thanked the rep warmly."),
        ),
    )
    progress = await bench.done()
    assert (progress.state, progress.problem) == ("done", None)
    assert progress.asked.answered == progress.asked.questions == len(fake.asked)
    assert (progress.asked.changed, progress.asked.added, progress.asked.left_out, progress.asked.unusable) == (1, 1, 2, 0)
    after = store.reviews.newest(CALL)
    assert [line.text for line in after.sheet.lines] == [PUT, "Client needed 12 new ones, orange, at the marina office."]
    assert [line.evidence for line in after.sheet.lines] == [
        (Evidence(utterance="t3", quote="Twelve of our life jackets failed the inspection."),),
        (Evidence(utterance="t3", quote="I need twelve new ones, orange, at the marina office."),),
    ]
    assert after.author == "draft"
    assert [type(fact) for fact in store.facts(CALL, after=facts[-1].seq)] == [NotesDrafted]


async def test_asked_again_it_says_nothing_twice(store: Store, bench: Bench, fake: FakeModel) -> None:
    called(store)
    fake.answer = answering(better=BETTER, need=lines(([3], "The client needed twelve new ones, orange, at the marina office.")))
    await bench.done()
    before = texts(store)
    await bench.done()
    assert texts(store) == before


async def test_the_words_of_the_call_come_first_so_that_a_server_reads_them_once(store: Store, bench: Bench, fake: FakeModel) -> None:
    called(store)
    await bench.done()
    heads = {asked[: ASKED.search(asked).start()] for asked in fake.questions if ASKED.search(asked)}  # type: ignore[union-attr]
    assert len(heads) == 1
    assert "3 Client: Twelve of our life jackets failed the inspection." in heads.pop()


async def test_lines_edited_by_hand_stay(store: Store, bench: Bench, fake: FakeModel) -> None:
    called(store)
    (line,) = store.reviews.newest(CALL).sheet.lines
    store.reviews.change(CALL, "tab", [SetText(id="1", op="set-text", line=line.id, text="Mine.", was=line.text)])
    fake.answer = answering(better=BETTER)
    await bench.done()
    assert texts(store) == ["Mine."]


async def test_where_nothing_better_came_the_draft_stands(store: Store, bench: Bench, fake: FakeModel) -> None:
    called(store)
    before = store.reviews.newest(CALL)
    count = drafts(store)
    fake.answer = answering(need=lines(([3], "The client ordered 500 helicopters.")))
    progress = await bench.done()
    assert (progress.state, progress.asked.left_out) == ("done", 1)
    assert (store.reviews.newest(CALL), drafts(store)) == (before, count)


@pytest.mark.parametrize(
    ("reply", "code"),
    [
        (Reply(way="hang"), "writer-slow"),
        (Reply('{"lines": [', way="leave"), "writer-away"),
        (Reply(status=500), "writer-refused"),
        (Reply(way="garbage"), "writer-broken"),
    ],
)
async def test_one_that_fails_is_told_and_the_draft_stands(store: Store, data: Path, fake: FakeModel, reply: Reply, code: str) -> None:
    called(store)
    before = store.reviews.newest(CALL)
    bench = Bench(store, Settings(data=data, writer_address=fake.address, writer_seconds=0.5))
    fake.answer = lambda _: reply
    progress = await bench.done()
    assert progress.state == "failed"
    assert progress.problem is not None
    assert progress.problem.code == code
    assert store.reviews.newest(CALL) == before


async def test_what_came_before_it_went_away_is_kept(store: Store, bench: Bench, fake: FakeModel) -> None:
    called(store)
    fake.answer = answering(better=BETTER, need=Reply(way="leave"))
    progress = await bench.done()
    assert (progress.state, progress.problem and progress.problem.code) == ("failed", "writer-away")
    assert texts(store) == [PUT]


async def test_of_half_a_document_the_whole_lines_count(store: Store, bench: Bench, fake: FakeModel) -> None:
    called(store)
    fake.answer = answering(better=Reply(BETTER.text[:-2] + ', {"said_in": [1], "text": "The cl', way="half"), offer=Reply("Sorry!"))
    progress = await bench.done()
    assert (progress.state, progress.asked.unusable) == ("done", 2)
    assert texts(store) == [PUT]


async def test_it_is_broken_off(store: Store, bench: Bench, fake: FakeModel) -> None:
    called(store)
    before = store.reviews.newest(CALL)
    fake.answer = lambda _: Reply("{", way="slow")
    bench.wordings.begin(CALL)
    while not fake.asked:
        await asyncio.sleep(0.01)
    bench.wordings.stop(CALL)
    assert (await bench.ended()).state == "stopped"
    assert await asyncio.to_thread(fake.gone.wait, 10)
    assert store.reviews.newest(CALL) == before
    fake.answer = lambda _: lines()
    assert (await bench.done()).state == "done", "and may be asked again"


async def test_one_call_at_a_time(store: Store, bench: Bench, fake: FakeModel) -> None:
    called(store)
    called(store, "20260304-110000-test")
    fake.answer = lambda _: Reply("{", way="slow")
    bench.wordings.begin(CALL)
    bench.wordings.begin(CALL)
    bench.wordings.begin("20260304-110000-test")
    while not fake.asked:
        await asyncio.sleep(0.01)
    assert [bench.wordings.progress(call).state for call in (CALL, "20260304-110000-test")] == ["working", "waiting"]
    assert len(fake.asked) == 1
    await bench.wordings.close()
    assert bench.wordings.progress("20260304-110000-test").state == "stopped"


async def test_words_put_right_meanwhile_are_not_overwritten(store: Store, bench: Bench, fake: FakeModel) -> None:
    called(store)
    loop = asyncio.get_running_loop()

    def correct(body: dict[str, Any]) -> Reply:
        if "life outside" in question(body):
            right = bench.redrafts.correct(CALL, "t1", text="Good morning, this is Dana.", side=None, was=TURNS[0][1])
            asyncio.run_coroutine_threadsafe(right, loop).result(30)
        return answering(better=BETTER)(body)

    fake.answer = correct
    progress = await bench.done()
    assert progress.problem is not None
    assert (progress.state, progress.problem.code) == ("failed", "notes-changed")
    assert PUT not in texts(store)


async def test_notes_that_are_being_drafted_anew_are_waited_for(store: Store, bench: Bench) -> None:
    facts = called(store)
    store.append([SpeechCorrected(call=CALL, at=0.0, seq=facts[-1].seq + 1, utterance="t1", text="Hello.", side=None, was="", words=(), values=())])
    with pytest.raises(Problem, match="drafted anew"):
        bench.wordings.begin(CALL)


async def test_notes_approved_meanwhile_stay(store: Store, bench: Bench, fake: FakeModel) -> None:
    called(store)

    def approve(body: dict[str, Any]) -> Reply:
        if "life outside" in question(body):
            store.reviews.approve(CALL, store.reviews.newest(CALL).number)
        return answering(better=BETTER)(body)

    fake.answer = approve
    progress = await bench.done()
    assert (progress.state, progress.problem and progress.problem.code) == ("failed", "notes-approved")
    assert texts(store) == [DRAFT.discussed[0].text]


async def test_a_call_deleted_meanwhile_is_told(store: Store, bench: Bench, fake: FakeModel) -> None:
    called(store)

    def delete(body: dict[str, Any]) -> Reply:
        if "life outside" in question(body):
            store.delete(CALL)
        return answering(better=BETTER)(body)

    fake.answer = delete
    progress = await bench.done()
    assert (progress.state, progress.problem and progress.problem.code) == ("failed", "unknown-call")


async def test_a_running_call_comes_first(store: Store, bench: Bench, fake: FakeModel) -> None:
    """A model on this machine would take the recogniser's cores."""
    called(store)
    bench.calling = True
    with pytest.raises(Problem, match="A call is running"):
        bench.wordings.begin(CALL)
    bench.calling = False

    def ring(_: dict[str, Any]) -> Reply:
        bench.calling = True
        return lines()

    fake.answer = ring
    progress = await bench.done()
    assert (progress.state, progress.problem and progress.problem.code) == ("failed", "writer-waits")
    assert len(fake.asked) == 1


async def test_what_is_refused_at_once(store: Store, data: Path, bench: Bench, fake: FakeModel) -> None:
    called(store)

    def refused(wordings: Wordings, call: str = CALL) -> str:
        with pytest.raises(Problem) as caught:
            wordings.begin(call)
        return caught.value.code

    assert refused(Bench(store, Settings(data=data)).wordings) == "writer-off"
    assert refused(Bench(store, Settings(data=data, writer_address="https://api.example.com/v1")).wordings) == "writer-consent"
    assert refused(bench.wordings, "20260304-120000-none") == "unknown-call"
    store.reviews.approve(CALL, store.reviews.newest(CALL).number)
    assert refused(bench.wordings) == "notes-approved"
    assert fake.asked == []


async def test_what_nobody_foresaw_is_told_without_words_of_the_call(
    store: Store, bench: Bench, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    called(store)
    words = TURNS[2][1]

    def broken(_: Any) -> Any:
        raise RuntimeError(words)

    monkeypatch.setattr(module, "Asking", broken)
    with caplog.at_level(logging.ERROR):
        progress = await bench.done()
    assert (progress.state, progress.problem) == ("failed", module.FAILED)
    assert "putting notes better failed" in caplog.text
    assert "jackets" not in caplog.text
