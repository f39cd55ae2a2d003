"""Drafts of whole calls: what matters is there, under its head, on the right side, once, and nothing that was not said."""

from dataclasses import replace
from itertools import combinations

import pytest

from assistant.events import Kind, Notes, SideShare
from assistant.notes.draft import MOST_DISCUSSED, MOST_PROPOSED, draft
from assistant.notes.evidence import stands, transcript
from assistant.script import load_script
from assistant.state import State
from assistant.understanding.content import content, same_substance
from tests.assistant.notes.calls import CALLS, FLORIST, FORKLIFT, FRIEND, LOST, REFUSED, all_lines, notes_of, texts
from tests.assistant.understanding.calls import run
from tests.needs import shared
from tests.timeline import final, heard


def drafts() -> list[tuple[State, Notes]]:
    """Calls of our own, and the labelled ones with what their turns say."""
    states = [run(" ".join(text.split()), kind)[0] for text, kind in CALLS]
    for path in sorted(shared("calls", "dev").glob("*.yaml"))[::4]:
        call = load_script(path)
        words = " | ".join(f"{'R' if turn.who == 'rep' else 'C'}: {turn.say}" for turn in call.turns)
        states.append(run(words, call.kind)[0])
    return [(state, draft(state, SideShare())) for state in states]


@pytest.fixture(scope="module")
def drafted() -> list[tuple[State, Notes]]:
    return drafts()


def test_a_need_a_price_and_a_date() -> None:
    notes = notes_of(FLORIST)
    assert "the arrangements you sent for the last one wilted before lunch" in texts(notes.discussed)
    assert "Client: Nothing with a strong scent, the chairman has asthma." in texts(notes.discussed)
    assert "They come to £18.50 a piece" in texts(notes.proposed)
    assert "10% off if you confirm this week. Client would have to ask their boss about that." in texts(notes.proposed)
    assert "07700 900123" in texts(notes.facts)
    assert "how was your daughter's wedding? Client: She cried all the way down the aisle" in texts(notes.personal)
    assert notes.next is not None
    assert notes.next.purpose == "Hear what he says."
    assert "call the client" in (notes.next.what or "")
    assert (notes.next.who, notes.next.date) == ("rep", "2026-03-06T11:00")


def test_what_a_solution_must_do_stands_beside_the_one_offered() -> None:
    notes = notes_of(FORKLIFT, "purpose")
    assert "it has to be electric, because the new hall has no ventilation" in texts(notes.discussed)
    assert "another five-year contract" in texts(notes.discussed)
    assert "640 a month" in texts(notes.proposed)
    assert notes.next is not None
    assert "come by with the E25" in (notes.next.what or "")
    assert (notes.next.when, notes.next.date) == ("Tuesday the tenth at two", "2026-03-10T14:00")


def test_what_was_refused_is_no_step() -> None:
    notes = notes_of(REFUSED, "purpose")
    assert notes.next is None
    assert "Can I put you down for 100 today? Client: No, that goes to our head office." in texts(notes.proposed)
    assert "Client got theirs from Staples, and they had just signed for two years." in texts(notes.discussed)


def test_a_call_without_business() -> None:
    notes = notes_of(FRIEND, "relationship")
    assert notes.proposed == ()
    assert notes.next is None
    assert "He's joined the chess club" in texts(notes.personal)
    assert "I have an operation on the ninth" in texts(notes.personal)
    assert [(line.side, line.text) for line in notes.commitments] == [("rep", "Will send the client a book for the sofa.")]


def test_a_slip_a_code_and_a_question_left_open() -> None:
    notes = notes_of(LOST)
    assert "Client: I have 30 fitters standing around." in texts(notes.facts)
    assert "twenty" not in "".join(line.text for line in all_lines(notes))
    assert "MSKU4417290" in texts(notes.facts)
    assert "peter@nordictiles.com" in texts(notes.facts)
    assert texts(notes.questions) == "Client: Who pays for the three days? Rep: I don't know yet, I'd have to ask our claims department."
    assert notes.next is not None
    assert notes.next.when == "by noon tomorrow"


def test_promises_stand_with_those_who_made_them() -> None:
    notes = notes_of("""R: Post room. | C: Hello, it's Jill at Brightside. I need the boxes back, the green ones.
        | R: The green ones, right. My driver will bring them.
        | C: I'll leave the gate open for him, and I'll put the empty crates beside it. | R: I'll tell him. Bye. | C: Bye.""")
    assert {(line.side, line.text) for line in notes.commitments} >= {
        ("rep", "My driver will bring them."),
        ("client", "Will leave the gate open for him, and they will put the empty crates beside it."),
    }


def test_a_promise_in_an_answer_is_not_the_asker_s() -> None:
    notes = notes_of("""R: Sentinel. | C: Hello, it's Thandi. The cameras are late again.
        | R: I'm sorry, they were held up. | C: Must the alarm be off for the fitters?
        | R: They'll phone the control room themselves. | C: Good. Bye.""")
    assert [(line.side, line.text) for line in notes.commitments] == [("rep", "They'll phone the control room themselves.")]


def test_every_word_of_every_line_was_said(drafted: list[tuple[State, Notes]]) -> None:
    for state, notes in drafted:
        said = transcript(state)
        assert all_lines(notes), state.call
        for line in all_lines(notes):
            if not line.text.startswith("Hoped for: "):
                assert stands(said, line.text, line.evidence), line.text
        if notes.next:
            assert stands(said, f"{notes.next.purpose or ''} {notes.next.what} {notes.next.when or ''}", notes.next.evidence)


def test_no_line_is_long_and_there_are_not_many(drafted: list[tuple[State, Notes]]) -> None:
    for _, notes in drafted:
        assert len(notes.discussed) <= MOST_DISCUSSED
        assert len(notes.proposed) <= MOST_PROPOSED
        assert len(notes.discussed) + len(notes.proposed) + 1 <= 12
        assert all(len(line.text.split()) <= 40 for line in all_lines(notes))
        if notes.next:
            whole = f"{notes.next.purpose or ''} {notes.next.what} {notes.next.who} {notes.next.when} {notes.next.date}"
            assert len(whole.split()) <= 40


def test_nothing_is_told_twice(drafted: list[tuple[State, Notes]]) -> None:
    for _, notes in drafted:
        lines = all_lines(notes)
        assert len({line.text for line in lines}) == len(lines)
        for (one, _), (other, _) in combinations([(section, section.evidence) for section in [*notes.discussed, *notes.proposed]], 2):
            first, second = content(one.text), content(other.text)
            assert not (same_substance(first, second) and min(len(first), len(second)) >= 0.6 * max(len(first), len(second))), (one.text, other.text)


def test_lines_are_statements(drafted: list[tuple[State, Notes]]) -> None:
    """A question stands in a line only with its answer, or where it asks for something."""
    for _, notes in drafted:
        for line in (*notes.facts, *notes.personal):
            assert not line.text.endswith("?"), line.text
        for line in all_lines(notes):
            words = line.text.removeprefix("Rep: ").removeprefix("Client: ")
            assert words[0].isupper() or not words[0].isalpha(), line.text
            assert words[-1] in ".?!"


def test_a_call_without_words_is_an_honest_empty_draft() -> None:
    assert draft(heard([]), SideShare()) == Notes()


@pytest.mark.parametrize("kind", ["purpose", "service", "relationship", "renewal"])
def test_one_track_for_both_names_no_side(kind: Kind) -> None:
    state = replace(
        heard(
            [
                final(
                    "m1",
                    "mixed",
                    0.0,
                    9.0,
                    "The cooler in the shop stopped on Sunday and the milk is spoilt. We will send a fitter on Friday at nine.",
                )
            ]
        ),
        kind=kind,
    )
    notes = draft(state, SideShare())
    assert notes.commitments == ()
    assert not any(line.text.startswith(("Rep:", "Client:")) for line in all_lines(notes))


def test_a_sentence_over_two_utterances_rests_on_both() -> None:
    facts = [
        final("c1", "client", 0.0, 3.0, "The scanner breaks every second page, and"),
        final("c2", "client", 3.2, 6.0, "two of the partners have stopped using it."),
    ]
    line = draft(heard(facts), SideShare()).discussed[0]
    assert line.text == "Client: The scanner breaks every second page, and two of the partners have stopped using it."
    assert [evidence.utterance for evidence in line.evidence] == ["c1", "c2"]


def test_one_misread_number_spoils_no_other_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a line that does not stand as a whole, the sentence that tells most and does is left."""
    real = stands
    monkeypatch.setattr(
        "assistant.notes.draft.stands", lambda said, text, evidence: "thirty" not in text and "30" not in text and real(said, text, evidence)
    )
    lines = "\n".join(line.text for line in all_lines(notes_of(LOST)))
    assert "Every day costs me 9,000." in lines
    assert "30" not in lines


def test_one_side_alone_and_ten_seconds_have_an_honest_draft() -> None:
    alone = draft(heard([final("r1", "rep", 0.0, 9.0, "Hello? Hello, can you hear me? I'll try again later.")]), SideShare())
    assert alone.next is None
    assert alone.discussed == ()
    short = draft(
        heard(
            [
                final("c1", "client", 0.0, 4.0, "The boiler is leaking again and the whole floor under the ovens of the bakery is wet."),
                final("r1", "rep", 5.0, 6.0, "Bye."),
            ]
        ),
        SideShare(),
    )
    assert [line.text for line in short.discussed] == [
        "Client: The boiler is leaking again and the whole floor under the ovens of the bakery is wet."
    ]
