"""When to say "State your purpose": the rep opened with words that hold none, went on too long without one, or was asked why and did not say.

Settings: `third_turn` (3), the rep's turn by whose end the purpose should have been said; `speech_seconds` (25) of the rep's speech.
"""

from collections.abc import Iterator

from assistant.events import Act, ActName, Evidence, Urgency
from assistant.playbook import PromptEntry
from assistant.prompts.rule import Over, RestsOnActs
from assistant.state import Due, State, Turn

_SURE = 0.85
_OPENING = "opening"
_FEW_WORDS = 6
_EMPTY: tuple[ActName, ...] = ("thanks", "accept", "apology", "hold", "back-channel", "courtesy-answer", "other")
_WAITING: tuple[ActName, ...] = (
    *("hold", "introduction", "greeting", "thanks", "apology", "back-channel"),
    *("goodbye", "accept", "question", "closed-question", "courtesy-answer"),
)


class StatePurpose(RestsOnActs):
    """Implements `Rule`."""

    prompt = "state-purpose"

    def due(self, state: State, entry: PromptEntry) -> Due | None:
        if state.understanding.purpose is not None:
            return None
        return self._dodged(state) or self._vague(state, entry) or self._too_long(state, entry)

    def over(self, state: State, due: Due, entry: PromptEntry) -> Over | None:
        return "done" if state.understanding.purpose is not None else None

    def _dodged(self, state: State) -> Due | None:
        """Asked why, and the rep's next turn did not say. Once for the opening, once more if it happens again after that."""
        for asked in state.latest("ask-why"):
            if asked.side != "client":
                continue
            acts = asked.acts_of("ask-why")
            answer = next((turn for turn in state.turns[asked.number :] if turn.side == "rep"), None)
            if answer is None or not answer.settled or _holds_the_line(answer):
                return None
            fault = f"asked in turn {asked.number}" if any(prompt == self.prompt for prompt, *_ in state.board.shown) else _OPENING
            why = "They asked why you are calling, and your answer did not say."
            return self._occasion(fault, why, (acts[-1].evidence, *_last_words(answer)), answer.end, "answer")
        return None

    def _vague(self, state: State, entry: PromptEntry) -> Due | None:
        """Words without purpose where the purpose belongs."""
        if _client_began(state):
            return None
        for turn in state.doing("vague-purpose"):
            vague = turn.acts_of("vague-purpose") if turn.side == "rep" else ()
            if vague and turn.settled:
                why = "You opened with words that don't say what the call is for."
                return self._occasion(_OPENING, why, (vague[0].evidence,), turn.end, entry.urgency)
        return None

    def _too_long(self, state: State, entry: PromptEntry) -> Due | None:
        """The third turn has ended, or 25 seconds have been spoken, without a purpose."""
        if _client_began(state):
            return None
        limit, seconds = entry.settings.get("third_turn", 3), entry.settings.get("speech_seconds", 25.0)
        counted, spoken = 0, 0.0
        for turn in _rep_turns(state):
            if not _counts(state, turn):
                continue
            counted += 1
            spoken += turn.speech_seconds
            if spoken >= seconds and turn.text.rstrip().endswith((".", "?", "!")):
                why = f"You have spoken for {seconds:.0f} seconds without saying what the call is for."
                return self._occasion(_OPENING, why, _last_words(turn), turn.end, entry.urgency)
            if counted >= limit and turn.settled:
                why = f"Your turn {counted} is over and the call still has no purpose."
                return self._occasion(_OPENING, why, _last_words(turn), turn.end, entry.urgency)
        return None

    def _occasion(self, fault: str, why: str, evidence: tuple[Evidence, ...], at: float, urgency: Urgency) -> Due:
        return Due(self.prompt, fault, why, evidence, at, urgency)


def _rep_turns(state: State) -> Iterator[Turn]:
    return (turn for turn in state.turns if turn.side == "rep")


def _counts(state: State, turn: Turn) -> bool:
    """Whether a rep's turn counts towards the third: not while holding the line or asking for a person, nor, on a renewal, while asking and
    hearing how it has been."""
    if _holds_the_line(turn) or _waits(state, turn):
        return False
    return state.kind != "renewal" or not _about_experience(state, turn)


def _about_experience(state: State, turn: Turn) -> bool:
    """Whether a rep's turn asks how it has been, or stays with the answer by a question or a few words."""
    if turn.does("ask-experience"):
        return True
    asked = any(earlier.side == "rep" and earlier.does("ask-experience") for earlier in state.turns[: turn.number - 1])
    return asked and ("?" in turn.text or len(turn.text.split()) <= _FEW_WORDS)


def _waits(state: State, turn: Turn) -> bool:
    """A "thank you" while somebody is being fetched."""
    before = state.turn(turn.number - 1)
    fetched = before is not None and (before.does("hold") or any(_asks_for_person(act) for act in before.acts_of("introduction")))
    return fetched and turn.only_does(*_EMPTY)


def _holds_the_line(turn: Turn) -> bool:
    """A turn of nothing but "no rush", "is that Dana?", "thanks, I'll hold": nobody could state a purpose in it."""
    asks_for_person = turn.does("hold") or any(_asks_for_person(act) for act in turn.acts_of("introduction"))
    return asks_for_person and turn.only_does(*_WAITING)


def _asks_for_person(act: Act) -> bool:
    return act.about == "person"


def _client_began(state: State) -> bool:
    """Whether the client brought business up unasked: then there is nothing left to ask of the rep."""
    for turn in state.doing("need", "request"):
        if turn.side == "client" and turn.acts_of("need", "request", sure=_SURE):
            before = state.turn(turn.number - 1)
            if before is None or not before.does("closed-question", "open-question", "question", "ask-experience", "business"):
                return True
    return False


def _last_words(turn: Turn) -> tuple[Evidence, ...]:
    """The end of a turn as evidence: the last utterance's last words."""
    utterance = turn.utterances[-1]
    quote = utterance.text[-120:].split(" ", 1)[-1] if len(utterance.text) > 120 else utterance.text
    return (Evidence(utterance=utterance.id, quote=quote.strip()),) if quote.strip() else ()
