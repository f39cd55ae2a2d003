"""Stored calls drafted anew, by the reader of calls: the same draft where nothing was put right, another where something was."""

import pytest

from assistant.core import Core
from assistant.events import (
    CallEnded,
    Fact,
    Kind,
    NoteAdded,
    Notes,
    NotesDrafted,
    Plan,
    PlanChanged,
    SideShare,
    SidesSwapped,
    SpeechCommitted,
    SpeechCorrected,
    SpeechFinal,
)
from assistant.judge import judge, reader_beside
from assistant.playbook import load_playbook
from assistant.prompts.registry import RULES
from assistant.reduce import OTHER
from assistant.review.rereading import GivenUp, drafted_anew
from assistant.script import CallScript, ScriptTurn
from assistant.state import State, Turn
from assistant.text_driver import beginning, drive
from assistant.understanding.reader import Reading
from assistant.understanding.values import find_values
from audio.problem import Problem
from audio.side import Side
from tests.assistant.notes.calls import FLORIST, FORKLIFT
from tests.timeline import say, started

PLAYBOOK = load_playbook(None, RULES)


def script_of(text: str, kind: Kind) -> CallScript:
    turns = [line.strip().split(": ", 1) for line in " ".join(text.split()).split("|")]
    said = [ScriptTurn.model_validate({"who": {"R": "rep", "C": "client"}[who], "say": say}) for who, say in turns]
    return CallScript(id="20260304-100000-test", kind=kind, turns=tuple(said))


def call_of(text: str, kind: Kind = "service") -> list[Fact]:
    """Everything that became known in a call that was heard by the reader of calls."""
    core: Core = judge(PLAYBOOK)
    facts: list[Fact] = []
    script = script_of(text, kind)
    drive(script, core, beginning(script, PLAYBOOK.ref), facts.extend)
    return facts


@pytest.fixture(scope="module")
def florist() -> list[Fact]:
    return call_of(FLORIST)


def right(facts: list[Fact], was: str, text: str | None = None, side: Side | None = None) -> SpeechCorrected:
    """The correction of the utterance in which `was` was heard: other words in its place, or another side."""
    heard = next(fact for fact in facts if isinstance(fact, SpeechFinal) and was in fact.text)
    better = None if text is None else heard.text.replace(was, text)
    values = find_values(better or "")
    last = facts[-1]
    return SpeechCorrected(
        call=last.call, at=last.at, seq=last.seq + 1, utterance=heard.utterance, text=better, side=side, was=heard.text, words=(), values=values
    )


def drafted(facts: list[Fact]) -> Notes:
    return drafted_anew(facts, PLAYBOOK, reader_beside)


def every_text(notes: Notes) -> str:
    lines = [*notes.discussed, *notes.proposed, *notes.facts, *notes.personal, *notes.questions, *notes.commitments]
    return " ".join([*(line.text for line in lines), *(part for part in (notes.next and (notes.next.what, notes.next.when)) or () if part)])


class Nobody:
    """A reader that must not be asked."""

    def read(self, state: State, turn: Turn) -> Reading:
        raise AssertionError(f"turn {turn.number} was read")


@pytest.mark.parametrize(("text", "kind"), [(FLORIST, "service"), (FORKLIFT, "renewal")])
def test_a_call_in_which_nothing_was_put_right_is_drafted_as_it_was_without_being_read(text: str, kind: Kind) -> None:
    facts = call_of(text, kind)
    assert isinstance(facts[-1], NotesDrafted)
    assert drafted_anew(facts, PLAYBOOK, Nobody) == facts[-1].notes


def test_read_anew_from_its_first_word_it_says_the_same(florist: list[Fact]) -> None:
    assert isinstance(florist[-1], NotesDrafted)
    everything = [right(florist, fact.text, fact.text) for fact in florist if isinstance(fact, SpeechFinal)]
    assert drafted([*florist, *everything]) == florist[-1].notes


def test_words_put_right_are_in_the_draft_and_those_heard_are_not(florist: list[Fact]) -> None:
    assert "conference" in every_text(drafted(florist))
    notes = drafted([*florist, right(florist, "conference", "congress")])
    assert "congress" in every_text(notes)
    assert "conference" not in every_text(notes)
    assert [quote for line in notes.discussed for quote in line.evidence if "congress" in quote.quote]


def test_another_day_agreed_is_another_next_step(florist: list[Fact]) -> None:
    before = drafted(florist).next
    assert before
    assert before.date == "2026-03-06T11:00"
    corrections = [
        right(florist, "I'll call you on Friday at eleven", "I'll call you on Monday at nine"),
        right(florist, "Friday at eleven is fine", "Monday at nine is fine"),
    ]
    after = drafted([*florist, *corrections]).next
    assert after
    assert after.date == "2026-03-09T09:00"


def test_words_given_to_the_other_side_are_read_in_its_turn(florist: list[Fact]) -> None:
    read: list[tuple[Side, str]] = []

    class Listening:
        def read(self, state: State, turn: Turn) -> Reading:
            read.append((turn.side, turn.text))
            return reader_beside().read(state, turn)

    drafted_anew([*florist, right(florist, "Hello Rob", side="client")], PLAYBOOK, Listening)
    (side, text), (after, _), *_ = read
    assert (side, after) == ("client", "rep")
    assert text.startswith("Hi Anita, this is Rob at the Grand Hotel. Hello Rob, what can I do for you? Well, we have a conference")


def test_turns_are_read_anew_only_where_they_could_be_read_otherwise(florist: list[Fact]) -> None:
    asked: list[int] = []

    class Counting:
        def read(self, state: State, turn: Turn) -> Reading:
            asked.append(turn.number)
            return reader_beside().read(state, turn)

    drafted_anew([*florist, right(florist, "Nothing with a strong scent", "Nothing with a strong smell")], PLAYBOOK, Counting)
    assert asked == [6, 7, 8]


def test_sides_that_were_swapped_stay_so(florist: list[Fact]) -> None:
    """Every word heard on the wrong side until the end, then swapped: the call as it should have been heard."""
    spoken = (SpeechCommitted, SpeechFinal)
    wrong = [fact.model_copy(update={"side": OTHER[fact.side]}) if isinstance(fact, spoken) else fact for fact in florist]
    at = next(place for place, fact in enumerate(wrong) if isinstance(fact, CallEnded))
    swapped = [*wrong[:at], SidesSwapped(call=wrong[0].call, at=wrong[at].at, seq=0), *wrong[at:]]
    assert isinstance(florist[-1], NotesDrafted)
    assert drafted(swapped) == florist[-1].notes


def test_the_plan_as_it_stood_at_last_is_the_plan(florist: list[Fact]) -> None:
    at = next(place for place, fact in enumerate(florist) if isinstance(fact, CallEnded))
    changed = PlanChanged(call=florist[0].call, at=1.0, seq=0, kind="relationship", plan=Plan(client="Rob"))
    typed = NoteAdded(call=florist[0].call, at=2.0, seq=0, text="He sounds tired", begun=1.0)
    state: list[State] = []

    class Looking:
        def read(self, state_: State, turn: Turn) -> Reading:
            state.append(state_)
            return Reading((), 0.0)

    facts = [*florist[:at], changed, typed, *florist[at:]]
    drafted_anew([*facts, right(florist, "Bye.", "Goodbye.")], PLAYBOOK, Looking)
    assert (state[0].kind, state[0].plan.client) == ("relationship", "Rob")


@pytest.mark.parametrize("side", [None, "rep", "mixed"])
def test_a_call_without_speech_or_with_one_side_or_both_in_one_is_drafted(side: Side | None) -> None:
    begun = started("service")
    said: list[Fact] = [] if side is None else [*say("u1", side, 1.0, 3.0, "I will send you the quote tomorrow.")]
    end = CallEnded(call=begun.call, at=10.0, seq=0, duration=10.0, coverage=SideShare())
    facts: list[Fact] = [begun.model_copy(update={"tracks": (side or "rep",)}), *said, end]
    assert drafted(facts).coverage == SideShare()
    if said:
        drafted([*facts, right(facts, "quote", "drawings")])


def test_a_call_that_is_not_whole_is_told(florist: list[Fact]) -> None:
    for broken in ([], florist[1:], florist[:20]):
        with pytest.raises(Problem, match="not whole"):
            drafted(broken)


def test_it_is_given_up_on_demand(florist: list[Fact]) -> None:
    with pytest.raises(GivenUp):
        drafted_anew(florist, PLAYBOOK, reader_beside, lambda: True)
