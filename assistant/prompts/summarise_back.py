"""When to say "Summarise what you heard": the client told a need or problem at length, and the rep's next turn gave none of it back.

Settings: a client's turn is long with `sentences` (2) of at least `words` (10) together that tell it, or with `speech_seconds` (10) of them.
"""

from assistant.events import Act, ActName, Evidence
from assistant.playbook import PromptEntry
from assistant.prompts.rule import QUESTIONS, SURE, Over, RestsOnActs
from assistant.state import Due, State, Turn
from assistant.understanding.needs import Length, administrative, asks_about, length, summarises, told

_RECENT = 8
"""Turns back in which the telling is looked for: it falls due when the reply to it is over."""
_FEW_WORDS = 3
"""Words of a turn up to which "Oh no." and the like are but signs of listening."""
_LONG = 12
"""Words from which an utterance says something, whatever it does."""
_NOTHING_YET: frozenset[ActName] = frozenset({"back-channel", "hold", "accept", "thanks", "greeting"})
"""A turn of nothing else goes on to nothing: the next one tells."""
_ANSWERS: tuple[ActName, ...] = (
    *("answer", "accept", "decline", "commitment", "propose-next", "vague-next", "price", "offer", "detail"),
    *("thanks", "apology", "sympathy", "back-channel", "hold", "business", "other"),
)
_SETTLES: tuple[ActName, ...] = ("answer", "accept", "decline", "commitment")


class SummariseBack(RestsOnActs):
    """Implements `Rule`."""

    prompt = "summarise-back"

    def due(self, state: State, entry: PromptEntry) -> Due | None:
        for turn in reversed(state.turns[-_RECENT:]):
            acts = _told_surely(turn)
            reply = _reply(state, turn) if acts else None
            if reply is None or not _is_long(length(turn, acts), entry):
                continue
            if _answers(turn, reply) or asks_about(reply) or summarises(reply, _words(acts)):
                return None
            passed_on = _goes_on(reply)
            if passed_on is None:
                return None
            why = "They told you what the matter is, and your answer gave none of it back."
            quotes = (*(act.evidence for act in acts), passed_on)
            return Due(self.prompt, f"told in turn {turn.number}", why, quotes, reply.end, entry.urgency)
        return None

    def over(self, state: State, due: Due, entry: PromptEntry) -> Over | None:
        telling = next(turn for turn in state.turns if any(utterance.id == due.evidence[0].utterance for utterance in turn.utterances))
        words = _words(told(telling))
        for turn in state.turns[telling.number :]:
            if turn.side == "rep" and summarises(turn, words):
                return "done"
            if turn.side == "client" and turn.end > due.at and _is_long(length(turn), entry):
                return "lapsed"
        return None


def _told_surely(turn: Turn) -> tuple[Act, ...]:
    return tuple(act for act in told(turn) if act.confidence >= SURE)


def _words(acts: tuple[Act, ...]) -> str:
    return " ".join(act.evidence.quote for act in acts)


def _is_long(said: Length, entry: PromptEntry) -> bool:
    enough = said.sentences >= entry.settings.get("sentences", 2) and said.words >= entry.settings.get("words", 10)
    return enough or said.seconds >= entry.settings.get("speech_seconds", 10.0)


def _reply(state: State, telling: Turn) -> Turn | None:
    """The rep's next turn that says something, once nothing of it can change."""
    for turn in state.turns[telling.number :]:
        if turn.side == "rep" and not _is_listening(turn):
            return turn if turn.settled else None
    return None


def _is_listening(turn: Turn) -> bool:
    """Whether a turn is read, is short, and goes on to nothing, not even to a question for a number or an address."""
    words = len(turn.text.split())
    brief = {"sympathy", "apology", "other"} if words <= _FEW_WORDS else set[ActName]()
    nothing = bool(turn.acts) and words <= _LONG and all(act.act in _NOTHING_YET | brief for act in turn.acts)
    return nothing and administrative(turn) is None


def _goes_on(reply: Turn) -> Evidence | None:
    """What the reply says instead, where that is sure: its first such act, a question for a number or an address, or the beginning of a long turn."""
    act = next((act for act in reply.acts if act.confidence >= SURE and act.act not in _NOTHING_YET), None)
    if act is not None:
        return act.evidence
    if (asked := administrative(reply)) is not None:
        return asked
    longest = max(reply.utterances, key=lambda utterance: len(utterance.text))
    words = longest.text.split()
    return Evidence(utterance=longest.id, quote=longest.text[: longest.text.find(words[_LONG - 1])].rstrip()) if len(words) > _LONG else None


def _answers(telling: Turn, reply: Turn) -> bool:
    """Whether the reply does no more than answer what the client asked, or do what they asked for."""
    if not reply.only_does(*_ANSWERS):
        return False
    last = telling.acts[-1].act
    asked = telling.text.rstrip().endswith("?") or last in QUESTIONS
    return asked or (telling.does("request", *QUESTIONS) and reply.does(*_SETTLES))
