"""The reader that Callcue uses: the phrases say what they are sure of, and the trained network what was meant in other words.

What the phrases find keeps its place and its details (about what, by when). The network strikes out what it finds all but impossible there,
and adds what it is sure of. Each of the two alone is right less often: on 50 calls by authors who had seen no others, phrases alone were right
in 82 % of what was shown and showed 57 % of what was due, both together 96 % and 69 %.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import cast

from assistant.events import Act, ActName, Evidence
from assistant.state import State, Turn
from assistant.turns import readable
from assistant.understanding.reader import Reading
from assistant.understanding.rules_reader import CLIENT_ONLY, REP_ONLY, PhraseReader
from assistant.understanding.text import quote, same_words, sentences
from models.acts import ActNetwork, Stretch

SURE = 0.7
"""Probability from which an act is added that no phrase showed."""
IMPOSSIBLE = 0.02
"""Probability under which an act is struck out that a phrase showed."""

_BY_PHRASES: frozenset[ActName] = frozenset(
    {
        "commitment",
        "propose-next",
        "accept",
        "decline",
        "vague-next",
        "thanks",
        "greeting",
        "introduction",
        "hold",
        "apology",
        "back-channel",
        "other",
    }
)
"""Never struck out: the negotiation of the next step rests on them and on their details, and is right as it is."""
_NOT_ADDED: frozenset[ActName] = _BY_PHRASES - {"decline", "hold"} | {"courtesy-answer", "closing", "goodbye", "must-go"}
"""Never added: "Right then." ends a call only where the phrases are sure; a wrong goodbye raises a wrong rescue."""
_HISTORY = 2

_Found = list[tuple[Evidence, Mapping[str, float]]]


class TrainedReader:
    """Implements `Reader`. The network remembers what it has read; the same turn in the same call gives the same reading."""

    def __init__(self, network: ActNetwork) -> None:
        self._network = network
        self._phrases = PhraseReader()

    def read(self, state: State, turn: Turn) -> Reading:
        reading = self._phrases.read(state, turn)
        found = list(self._network_reads(state, turn, reading.acts))
        acts = tuple(together(turn, reading.acts, found))
        return Reading(acts, min((act.confidence for act in acts), default=0.0))

    def _network_reads(self, state: State, turn: Turn, shown: Sequence[Act]) -> Iterator[tuple[Evidence, Mapping[str, float]]]:
        """Each sentence with its probabilities. One that may go on is read only where a phrase shows what the network could strike out."""
        earlier = tuple((other.side, other.text) for other in state.turns[max(0, turn.number - 1 - _HISTORY) : turn.number - 1])
        goes_on = not turn.utterances[-1].final
        before = ""
        read = sentences(readable(utterance) for utterance in turn.utterances)
        for sentence in read:
            evidence = quote(turn.utterances, sentence)
            if goes_on and sentence is read[-1] and not sentence.mark and not any(_may_strike(act, evidence) for act in shown):
                return
            text = evidence.quote + (sentence.mark or ".")
            stretch = Stretch(state.kind, turn.side, turn.number, text, before, earlier)
            yield evidence, self._network.probabilities(stretch)
            before = f"{before} {text}".lstrip()


def together(turn: Turn, acts: Iterable[Act], found: _Found) -> Iterator[Act]:
    """The acts of a turn, from those that phrases showed and each sentence's probabilities, in the order of their sentences."""
    by_sentence: list[list[Act]] = [[] for _ in found]
    for act in acts:
        place = _place(act.evidence, found)
        if place is None:
            yield act
        elif act.act in _BY_PHRASES or found[place][1].get(act.act, 0.0) >= IMPOSSIBLE:
            by_sentence[place].append(act)
    for shown, (evidence, probabilities) in zip(by_sentence, found, strict=True):
        yield from shown
        names = {act.act for act in shown}
        for name, probability in probabilities.items():
            act_name = cast(ActName, name)
            if probability >= SURE and act_name not in names and act_name not in _NOT_ADDED and _may(turn, act_name):
                yield Act(act=act_name, evidence=evidence, confidence=round(probability, 2))


def _may_strike(act: Act, sentence: Evidence) -> bool:
    return act.act not in _BY_PHRASES and same_words(act.evidence, sentence)


def _place(evidence: Evidence, found: _Found) -> int | None:
    """Which sentence some words are of."""
    for number, (sentence, _) in enumerate(found):
        if same_words(evidence, sentence):
            return number
    return None


def _may(turn: Turn, act: ActName) -> bool:
    """Whether an act is of the side that speaks."""
    return act not in (REP_ONLY if turn.side == "client" else CLIENT_ONLY)
