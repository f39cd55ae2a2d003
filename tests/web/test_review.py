"""A call's review over HTTP: edited in two tabs, approved and sent, opened again; words put right, and the draft and the next call that follow."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from assistant.desk import CallSetup, Desk
from assistant.events import CallEnded, CallStarted, Evidence, Fact, Line, Notes, NotesDrafted, Plan, PromptShown, SpeechCorrected, SpeechFinal
from assistant.facts_driver import drive_again
from assistant.judge import judge, judge_again
from assistant.review import redrafting
from assistant.review.rereading import GivenUp
from assistant.script import CallScript, ScriptTurn
from assistant.settings import Settings
from assistant.store import Store
from assistant.text_driver import beginning, drive
from audio.problem import Problem
from tests.web.calls import Microphone, put
from tests.web.serving import Server, serving
from web.app import make_app
from web.review import MOST_CHANGES

CALL = "20260304-100000-test"
TURNS = (
    ("client", "Good morning, this is Dina Witfield at Island Charters."),
    ("rep", "Good morning, just checking in. What can I do for you?"),
    ("client", "Twelve of our life jackets failed the inspection. I need twelve new ones, orange, at the marina office."),
    ("rep", "Twelve orange life jackets at the marina office. They are forty-two dollars each."),
    ("client", "That sounds fair. Can you deliver?"),
    ("rep", "Yes. I'll call you on Friday at nine with the delivery time. Is that okay?"),
    ("client", "Friday at nine is perfect. Bye."),
)


def called(store: Store, call: str = CALL, client: str | None = "Dana Whitfield") -> list[Fact]:
    """Stores a call of a few turns that was heard, judged and drafted by what judges every call; gives its facts."""
    turns = tuple(ScriptTurn.model_validate({"who": who, "say": say}) for who, say in TURNS)
    script = CallScript(id=call, kind="purpose", plan=Plan(client=client), turns=turns)
    facts: list[Fact] = []
    core = judge()
    drive(script, core, beginning(script, core.playbook.ref), facts.extend)
    first, *rest = facts
    assert isinstance(first, CallStarted)
    store.begin(first, source="script")
    store.append(rest)
    store.release(call)
    return facts


async def asked(service: Server, method: str, path: str, body: Any = None, call: str = CALL) -> Any:
    answer = await service.client.request(method, f"/api/calls/{call}{path}", json=body)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def refused(service: Server, path: str, body: Any, call: str = CALL) -> tuple[int, str]:
    answer = await service.client.post(f"/api/calls/{call}{path}", json=body)
    return answer.status_code, answer.json()["code"]


def typed(name: str, line: dict[str, Any], text: str) -> dict[str, Any]:
    return {"id": name, "op": "set-text", "line": line["id"], "text": text, "was": line["text"]}


def texts(review: dict[str, Any]) -> list[str]:
    return [line["text"] for line in review["sheet"]["lines"]]


async def drafted(service: Server) -> Any:
    """The review once the draft has followed the corrections."""
    for _ in range(600):
        review = await asked(service, "GET", "/review")
        if not review["outdated"] or review["warning"]:
            return review
        await asyncio.sleep(0.05)
    raise AssertionError("the draft did not follow")


def utterance(store: Store, words: str) -> SpeechFinal:
    return next(fact for fact in store.facts(CALL, types=(SpeechFinal,)) if isinstance(fact, SpeechFinal) and words in fact.text)


def right(store: Store, was: str, text: str) -> dict[str, Any]:
    heard = utterance(store, was)
    return {"utterance": heard.utterance, "text": heard.text.replace(was, text), "was": heard.text}


async def test_notes_are_edited_and_both_tabs_keep_their_words(service: Server, store: Store) -> None:
    called(store)
    review = await asked(service, "GET", "/review")
    assert (review["revision"], review["author"], review["approved"], review["outdated"], review["warning"]) == (1, "draft", False, False, None)
    assert review["words_missing"] == {"rep": None, "client": None}
    line = review["sheet"]["lines"][0]
    one = await asked(service, "POST", "/review/changes", {"tab": "one", "changes": [typed("1", line, "Mine")]})
    two = await asked(service, "POST", "/review/changes", {"tab": "two", "changes": [typed("2", line, "Yours")]})
    assert (one["revision"], two["revision"]) == (2, 3)
    assert texts(two)[:2] == ["Mine", "Yours"]
    assert [line["conflict"] for line in two["sheet"]["lines"][:2]] == [False, True]
    again = await asked(service, "POST", "/review/changes", {"tab": "one", "changes": [typed("1", line, "Mine")]})
    assert (again["revision"], texts(again)) == (3, texts(two))
    assert [seen["revision"] for seen in await asked(service, "GET", "/review/revisions")] == [3, 2, 1]
    assert (await asked(service, "GET", "/review/revisions/1"))["lines"][0] == line
    back = await asked(service, "POST", "/review/restore", {"tab": "one", "revision": 1})
    assert (back["revision"], back["sheet"]["lines"][0]["text"]) == (4, line["text"])
    details = (await service.client.get(f"/api/calls/{CALL}")).json()
    assert details["notes_revision"] == 4


async def test_approved_notes_are_sent_and_closed_until_they_are_opened_again(store: Store, data: Path, tmp_path: Path, static: Path) -> None:
    called(store)
    settings = Settings(data=data, export_when_approved=tmp_path / "out")
    async with serving(make_app(Desk(store, settings), store, settings, static=static)) as service:
        line = (await asked(service, "GET", "/review"))["sheet"]["lines"][0]
        change = {"tab": "one", "changes": [typed("1", line, "Mine")]}
        await asked(service, "POST", "/review/changes", change)
        assert await refused(service, "/review/approve", {"revision": 1}) == (409, "notes-changed")
        approved = await asked(service, "POST", "/review/approve", {"revision": 2})
        assert (approved["approved"], approved["warning"]) == (True, None)
        assert approved["approved_at"].endswith("Z")
        assert any("Mine" in path.read_text(encoding="utf-8") for path in (tmp_path / "out").rglob("*.md"))
        assert await refused(service, "/review/changes", {"tab": "one", "changes": [typed("2", line, "More")]}) == (409, "notes-approved")
        reopened = await asked(service, "POST", "/review/reopen")
        assert (reopened["approved"], reopened["approved_at"], texts(reopened)) == (False, None, texts(approved))
        assert (await asked(service, "POST", "/review/changes", {"tab": "one", "changes": [typed("2", line, "More")]}))["revision"] == 4


async def test_an_approval_stands_though_its_export_fails_and_says_so(store: Store, data: Path, tmp_path: Path, static: Path) -> None:
    called(store)
    (tmp_path / "file").touch()
    settings = Settings(data=data, export_when_approved=tmp_path / "file" / "out")
    async with serving(make_app(Desk(store, settings), store, settings, static=static)) as service:
        review = await asked(service, "POST", "/review/approve", {"revision": 1})
    assert review["approved"]
    assert review["warning"]["code"] == "export-folder"


async def test_words_put_right_are_in_the_notes_where_they_are_not_edited(service: Server, store: Store) -> None:
    facts = called(store)
    before = await asked(service, "GET", "/review")
    line = next(line for line in before["sheet"]["lines"] if any("orange" in quote["quote"] for quote in line["evidence"]))
    mine = [typed("1", line, "Wants twelve."), {"id": "2", "op": "add", "line": "mine", "section": "personal", "text": "Sounds tired"}]
    await asked(service, "POST", "/review/changes", {"tab": "one", "changes": mine})
    body = right(store, "on Friday at nine", "on Monday at ten")
    at_once = await asked(service, "POST", "/corrections", body)
    assert at_once["revision"] == 2
    await asked(service, "POST", "/corrections", right(store, "Friday at nine is perfect", "Monday at ten is perfect"))
    await asked(service, "POST", "/corrections", right(store, "orange, at", "yellow, at"))
    review = await drafted(service)
    assert review["sheet"]["next"]["date"] == "2026-03-09T10:00"
    assert {"Wants twelve.", "Sounds tired"} <= set(texts(review))
    (kept,) = [other for other in review["sheet"]["lines"] if other["id"] == line["id"]]
    assert any("yellow" in quote["quote"] for quote in kept["evidence"])
    # A retry of what was taken already changes nothing; what somebody else has put right meanwhile is not overwritten.
    await asked(service, "POST", "/corrections", body)
    assert await refused(service, "/corrections", {**body, "text": "Something else"}) == (409, "words-changed")

    stored = store.facts(CALL)
    assert [fact.seq for fact in stored] == list(range(1, len(stored) + 1))
    assert len([fact for fact in stored if isinstance(fact, SpeechCorrected)]) == 3
    told: list[Fact] = []
    drive_again(stored, judge_again(), told.extend)
    assert [fact for fact in told if isinstance(fact, PromptShown)] == [fact for fact in facts if isinstance(fact, PromptShown)]


async def test_a_word_put_right_leaves_the_wording_of_a_language_model_elsewhere(service: Server, store: Store) -> None:
    facts = called(store)
    fair, jackets = utterance(store, "That sounds fair"), utterance(store, "orange, at")
    better = tuple(
        Line(text=text, evidence=(Evidence(utterance=said.utterance, quote=said.text),))
        for text, said in (("The client found the price fair.", fair), ("The client wants orange life jackets.", jackets))
    )
    store.append([NotesDrafted(call=CALL, at=facts[-1].at, seq=facts[-1].seq + 1, notes=Notes(discussed=better))])
    await asked(service, "POST", "/corrections", right(store, "orange, at", "yellow, at"))
    review = await drafted(service)
    assert "The client found the price fair." in texts(review)
    assert "The client wants orange life jackets." not in texts(review)


async def test_words_given_to_the_other_side_are_theirs_in_the_transcript(service: Server, store: Store) -> None:
    called(store)
    heard = utterance(store, "That sounds fair")
    await asked(service, "POST", "/corrections", {"utterance": heard.utterance, "side": "rep", "was": heard.text})
    await drafted(service)
    (fact,) = [fact for fact in store.facts(CALL) if isinstance(fact, SpeechCorrected)]
    assert (fact.text, fact.side, fact.was) == (None, "rep", heard.text)


async def test_the_words_put_right_have_times_and_values(service: Server, store: Store) -> None:
    called(store)
    await asked(service, "POST", "/corrections", right(store, "forty-two dollars", "fifty dollars"))
    (fact,) = [fact for fact in store.facts(CALL) if isinstance(fact, SpeechCorrected)]
    heard = utterance(store, "forty-two")
    assert [word.text for word in fact.words] == (fact.text or "").split()
    assert (fact.words[0].start, fact.words[-1].end) == (heard.words[0].start, heard.words[-1].end)
    assert "USD 50" in [value.value for value in fact.values]
    await drafted(service)


async def test_a_name_put_right_is_expected_in_the_next_call_with_that_client(service: Server, desk: Desk, store: Store) -> None:
    called(store)
    await asked(service, "POST", "/corrections", right(store, "Dina Witfield", "Dana Whitfield"))
    await drafted(service)
    for client, expected in [("dana whitfield", True), ("Carol Jensen", False), (None, False)]:
        microphone = Microphone()
        setup = CallSetup("purpose", Plan(client=client, words=("bilge",)), None, microphone, paced=True, label="devices")
        call = await desk.start(setup)
        running = desk._running
        assert running is not None
        words = running.sound._pipeline._transcriber._recogniser._hot_words  # type: ignore[attr-defined]
        await desk.end(call)
        assert ("Dana Whitfield" in words) == expected, client
        assert "bilge" in words


async def test_corrections_of_approved_notes_wait_until_they_are_opened_again(service: Server, store: Store) -> None:
    called(store)
    await asked(service, "POST", "/review/approve", {"revision": 1})
    review = await asked(service, "POST", "/corrections", right(store, "Twelve of our life jackets", "Twenty of our life jackets"))
    assert (review["approved"], review["outdated"]) == (True, True)
    await asyncio.sleep(0.2)
    review = await asked(service, "GET", "/review")
    assert (review["revision"], review["outdated"]) == (1, True)
    await asked(service, "POST", "/review/reopen")
    review = await drafted(service)
    assert (review["approved"], review["outdated"]) == (False, False)
    assert any("20" in text or "wenty" in text for text in texts(review))


async def test_what_was_broken_off_is_taken_up_when_the_notes_are_looked_at(service: Server, store: Store) -> None:
    facts = called(store)
    heard = utterance(store, "Bye.")
    fact = SpeechCorrected(
        call=CALL, at=facts[-1].at, seq=facts[-1].seq + 1, utterance=heard.utterance, text="Bye!", side=None, was=heard.text, words=(), values=()
    )
    store.append([fact])
    assert (await asked(service, "GET", "/review"))["outdated"]
    assert not (await drafted(service))["outdated"]
    assert isinstance(store.facts(CALL)[-1], NotesDrafted)


@pytest.mark.parametrize(
    ("path", "body", "said"),
    [
        ("/corrections", {"utterance": "nope", "text": "x", "was": ""}, (404, "unknown-utterance")),
        ("/review/restore", {"tab": "one", "revision": 9}, (404, "unknown-revision")),
        ("/review/approve", {"revision": 9}, (409, "notes-changed")),
        ("/review/changes", {"tab": "one", "changes": []}, (422, "bad-request")),
        ("/review/changes", {"tab": "one", "changes": [{"id": "1", "op": "dance"}]}, (422, "bad-request")),
        ("/review/changes", {"tab": "", "changes": [{"id": "1", "op": "remove", "line": "x", "was": ""}]}, (422, "bad-request")),
    ],
)
async def test_what_cannot_be_done_is_told(service: Server, store: Store, path: str, body: Any, said: tuple[int, str]) -> None:
    called(store)
    assert await refused(service, path, body) == said
    assert await refused(service, path, body, call="nope") in ((404, "unknown-call"), said)


async def test_too_many_changes_at_once_are_refused_whole(service: Server, store: Store) -> None:
    called(store)
    changes = [{"id": str(number), "op": "add", "line": f"n{number}", "section": "facts", "text": "x"} for number in range(MOST_CHANGES + 1)]
    assert await refused(service, "/review/changes", {"tab": "one", "changes": changes}) == (422, "bad-request")
    assert (await asked(service, "POST", "/review/changes", {"tab": "one", "changes": changes[:-1]}))["revision"] == 2


async def test_a_call_that_goes_on_has_no_notes_and_nothing_to_put_right(service: Server, store: Store) -> None:
    put(store, "live", facts=4)
    answer = await service.client.get("/api/calls/live/review")
    assert (answer.status_code, answer.json()["code"]) == (404, "no-notes")
    assert await refused(service, "/corrections", {"utterance": "u1", "text": "x", "was": "y"}, call="live") == (409, "call-running")


async def test_words_that_are_missing_are_said(service: Server, store: Store) -> None:
    facts = called(store)
    ended = next(fact for fact in facts if isinstance(fact, CallEnded))
    notes = next(fact for fact in facts if isinstance(fact, NotesDrafted)).notes
    notes = notes.model_copy(update={"coverage": ended.coverage.model_copy(update={"client": 0.75})})
    store.append([NotesDrafted(call=CALL, at=ended.at, seq=facts[-1].seq + 1, notes=notes)])
    assert (await asked(service, "GET", "/review"))["words_missing"] == {"rep": None, "client": 0.25}


async def test_a_full_disk_is_told_and_the_same_changes_are_taken_later(service: Server, store: Store) -> None:
    called(store)
    line = (await asked(service, "GET", "/review"))["sheet"]["lines"][0]
    body = {"tab": "one", "changes": [typed("1", line, "Mine " * 790)]}
    with full_disk(store):
        answer = await service.client.post(f"/api/calls/{CALL}/review/changes", json=body)
        assert (answer.status_code, answer.json()["code"]) == (400, "disk-full")
        assert "Mine" not in answer.text
    assert texts(await asked(service, "POST", "/review/changes", body))[0].startswith("Mine")


async def test_a_draft_that_fails_is_told_and_tried_again_with_the_next_correction(
    service: Server, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    called(store)

    def fail(*_: object) -> None:
        raise Problem("call-damaged", "The stored call is not whole.", "…")

    with monkeypatch.context() as broken:
        broken.setattr(redrafting, "drafted_anew", fail)
        await asked(service, "POST", "/corrections", right(store, "orange, at", "yellow, at"))
        review = await drafted(service)
    assert (review["outdated"], review["warning"]["code"]) == (True, "call-damaged")
    await asked(service, "POST", "/corrections", right(store, "That sounds fair", "That sounds good"))
    review = await drafted(service)
    assert (review["outdated"], review["warning"]) == (False, None)


async def test_the_service_stops_while_a_call_is_drafted_anew(
    desk: Desk, store: Store, settings: Settings, static: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    called(store)
    begun = asyncio.Event()
    loop = asyncio.get_running_loop()
    given_up = []

    def slow(facts: object, playbook: object, reader: object, stopped: Any) -> None:
        loop.call_soon_threadsafe(begun.set)
        while not stopped():
            pass
        given_up.append(True)
        raise GivenUp

    monkeypatch.setattr(redrafting, "drafted_anew", slow)
    async with serving(make_app(desk, store, settings, static=static)) as service:
        await asked(service, "POST", "/corrections", right(store, "orange, at", "yellow, at"))
        await begun.wait()
    assert given_up


@contextmanager
def full_disk(store: Store) -> Iterator[None]:
    """The database may not grow while the block lasts: the limit is one of the connection, and the store has one while nobody else asks it."""
    with store._reading() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    yield
    with store._reading() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1073741823")


async def test_going_to_and_fro_on_one_connection(service: Server, store: Store) -> None:
    """Many small saves at once, as two tabs send them, are all kept."""
    called(store)
    one, two = await asyncio.gather(*(_many(service.client, tab) for tab in ("one", "two")))
    assert {*one, *two} <= set(texts(await asked(service, "GET", "/review")))


async def _many(client: httpx.AsyncClient, tab: str) -> list[str]:
    for number in range(20):
        change = {"id": f"{tab}{number}", "op": "add", "line": f"{tab}{number}", "section": "facts", "text": f"{tab} {number}"}
        answer = await client.post(f"/api/calls/{CALL}/review/changes", json={"tab": tab, "changes": [change]})
        assert answer.status_code == 200
    return [f"{tab} {number}" for number in range(20)]
