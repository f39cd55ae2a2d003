"""What the next call to a client begins with."""

from assistant.clients.model import ClientSummary, PastCall
from assistant.clients.offer import MOST_CHARACTERS, make_offer
from assistant.events import Evidence, Line, NextCommunication, Notes, Plan
from assistant.plan import hot_words

SAYS = (Evidence(utterance="u1", quote="words"),)
DANA = ClientSummary(key="dana", name="Dana", company="Harbour Marine", calls=1, last="2026-11-21T09:30")
STEP = NextCommunication(purpose="Agree the delivery", what="bring the samples", who="rep", when="Friday", date="2026-11-27T10:30", evidence=SAYS)


def lines(*texts: str) -> tuple[Line, ...]:
    return tuple(Line(text=text, evidence=SAYS) for text in texts)


def past(name: str, notes: Notes | None, *, approved: bool = True, started: str = "2026-11-21T09:30", state: str = "ended") -> PastCall:
    return PastCall.model_validate(
        {"id": name, "started": started, "kind": "purpose", "state": state, "seconds": 60.0, "goal": None, "notes": notes, "approved": approved}
    )


def test_the_last_calls_purpose_is_the_goal() -> None:
    older = past("one", Notes(next=STEP.model_copy(update={"purpose": "older"})), started="2026-11-01T09:00")
    offer = make_offer(DANA, [past("two", Notes(discussed=lines("The pumps leak."), next=STEP)), older], [], ["Reyes"])
    assert offer.goal == "Agree the delivery"
    assert offer.next_step == "bring the samples (rep), 27 November 2026, 10:30"
    assert offer.from_call is not None
    assert (offer.from_call.id, offer.from_call.approved) == ("two", True)
    assert offer.words == ("Reyes", "Harbour Marine")


def test_the_next_step_is_where_no_purpose_was_named() -> None:
    offer = make_offer(DANA, [past("one", Notes(next=STEP.model_copy(update={"purpose": None})))], [], [])
    assert offer.goal == "bring the samples"


def test_nothing_agreed_gives_no_goal_but_a_history() -> None:
    older = past("one", Notes(next=STEP), started="2026-11-01T09:00")
    offer = make_offer(DANA, [past("two", Notes(discussed=lines("The pumps leak"))), older], [], [])
    assert (offer.goal, offer.next_step) == (None, None)
    assert offer.history == ("21 November 2026: The pumps leak.\n1 November 2026: Agreed: bring the samples (rep), 27 November 2026, 10:30.")


def test_calls_that_say_nothing_are_passed_over() -> None:
    calls = [
        past("live", Notes(discussed=lines("now")), state="live"),
        past("silent", Notes()),
        past("cut off", None),
        past("one", Notes(next=STEP)),
    ]
    offer = make_offer(DANA, calls, [], [])
    assert offer.from_call is not None
    assert (offer.from_call.id, offer.goal) == ("one", "Agree the delivery")


def test_nobody_was_called_yet() -> None:
    offer = make_offer(DANA, [], [], [])
    assert (offer.goal, offer.history, offer.next_step, offer.from_call) == (None, None, None, None)


def test_history_is_of_approved_notes_and_of_the_last_call_which_is_marked() -> None:
    calls = [
        past(
            "five",
            Notes(discussed=lines("five", "two", "three", "four"), proposed=lines("a", "b", "c"), personal=lines("the boat", "the dog")),
            approved=False,
        ),
        past("four", Notes(discussed=lines("four")), approved=False),
        past("three", Notes(discussed=lines("Is it three?")), started="2026-10-03"),
        past("two", Notes(proposed=lines("two\nlines")), started="2026-10-02T10:00"),
        past("one", Notes(discussed=lines("one"))),
    ]
    assert (make_offer(DANA, calls, [], []).history or "").splitlines() == [
        "21 November 2026 (draft, not approved): five. two. three. a. b. the boat.",
        "3 October 2026: Is it three?",
        "2 October 2026: two lines.",
    ]


def test_a_history_fits_its_field() -> None:
    long = past("long", Notes(discussed=lines("w" * 900, "w" * 900)))
    calls = [long, past("two", Notes(discussed=lines("v" * 700))), past("three", Notes(discussed=lines("short")))]
    history = make_offer(DANA, calls, [], []).history or ""
    assert len(history) <= MOST_CHARACTERS
    assert history.splitlines()[1] == "21 November 2026: short."


def test_names_of_a_history_and_nothing_else_of_it_are_hot_words() -> None:
    notes = Notes(discussed=lines("Told of the Whitfield job", "She likes it"), next=STEP)
    offer = make_offer(DANA, [past("two", notes), past("one", notes, started="2026-05-01")], [], [])
    assert hot_words(Plan(history=offer.history)) == ("Whitfield",)
