"""The reader that Callcue uses: the phrases say what they are sure of, and the trained network what was meant in other words.

What the phrases find keeps its place and its details (about what, by when). The network strikes out what it finds all but impossible there,
and adds what it is sure of. On 36 calls by four authors who had seen no others, both together were right in 97 % of what was shown and showed 83 % of
what was due; once what those calls showed had been mended, 100 % and 94 %, and phrases alone 95 % and 64 %.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import cast

from assistant.events import Act, ActName, Evidence, Plan
from assistant.state import State, Turn
from assistant.turns import readable
from assistant.understanding.closing import stays
from assistant.understanding.objections import denies, fitting_answer
from assistant.understanding.reader import Reading
from assistant.understanding.rules_reader import CLIENT_ONLY, REP_ONLY, PhraseReader
from assistant.understanding.text import quote, same_words, sentences
from models.acts import ActNetwork, Stretch

SURE = 0.7
"""Probability from which an act is added that no phrase showed."""
IMPOSSIBLE = 0.02
"""Probability under which an act is struck out that a phrase showed."""
ALIKE, PERHAPS, VERY_ALIKE = 0.6, 0.03, 0.72
"""Likeness to a prepared objection from which words raise it: where they are perhaps an objection, and whatever they are.

Of what 128 calls' clients said, set beside 29 objections that were not prepared for it, 1 in 2,000 is so like."""
SOMEWHAT_ALIKE = 0.38
"""Likeness from which an objection is believed to be the one whose words it shares."""
HARDLY_ALIKE, RATHER_ALIKE = 0.1, 0.55
"""The same of one that a phrase shows, and of words that are perhaps an objection."""
_FEWEST_WORDS = 3
"""Words of a sentence that may be compared."""

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
_NOT_ADDED: frozenset[ActName] = _BY_PHRASES - {"decline", "hold"} | {"courtesy-answer", "closing", "goodbye"}
"""Never added: "Right then." ends a call only where the phrases are sure; a wrong goodbye raises a wrong rescue."""
_AT_MOST: Mapping[ActName, float] = {"must-go": 0.55}
"""Confidence of an act that is not for every rule: a call begins to end where phrases say so, details are asked for where it may be ending."""
_HISTORY = 2
_CLAUSE = re.compile(r",\s+")

_Found = list[tuple[Evidence, Mapping[str, float]]]


class TrainedReader:
    """Implements `Reader`. The network remembers what it has read; the same turn in the same call gives the same reading."""

    def __init__(self, network: ActNetwork) -> None:
        self._network = network
        self._phrases = PhraseReader()

    def read(self, state: State, turn: Turn) -> Reading:
        reading = self._phrases.read(state, turn)
        found = list(self._network_reads(state, turn, reading.acts))
        raised = self._raised(state.plan, turn, reading.acts, found)
        acts = tuple(together(turn, reading.acts, found, raised))
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

    def _raised(self, plan: Plan, turn: Turn, acts: Sequence[Act], found: _Found) -> list[str | None]:
        """For each sentence of a client's the objection of the plan that it raises, in the plan's words."""
        if turn.side != "client" or not plan.answers:
            return [None] * len(found)
        phrased = [act.evidence for act in acts if act.act == "objection"]
        return [
            self._objection(plan, sentence.quote, probabilities.get("objection", 0.0), phrased=any(same_words(words, sentence) for words in phrased))
            for sentence, probabilities in found
        ]

    def _objection(self, plan: Plan, words: str, probability: float, *, phrased: bool) -> str | None:
        """`phrased`: a phrase shows that something is objected, whatever the network makes of it."""
        if len(words.split()) < _FEWEST_WORDS or denies(words):
            return None
        pieces = [words, *(piece for piece in _CLAUSE.split(words)[1:] if len(piece.split()) >= _FEWEST_WORDS)]
        likeness = {answer.objection: max(self._network.likeness(piece, answer.objection) for piece in pieces) for answer in plan.answers}
        likest = max(likeness, key=lambda objection: likeness[objection])
        if likeness[likest] >= (ALIKE if probability >= PERHAPS else VERY_ALIKE):
            return likest
        named = fitting_answer(plan, words) if probability >= PERHAPS or phrased else None
        least = HARDLY_ALIKE if phrased else SOMEWHAT_ALIKE if probability >= SURE else RATHER_ALIKE
        return named.objection if named and likeness[named.objection] >= least else None


def together(turn: Turn, acts: Iterable[Act], found: _Found, raised: Sequence[str | None] = ()) -> Iterator[Act]:
    """The acts of a turn, from those that phrases showed and each sentence's probabilities, in the order of their sentences.

    `raised`: the objection of the plan that each sentence raises. What is objected otherwise is about its own words.
    """
    by_sentence: list[list[Act]] = [[] for _ in found]
    for act in acts:
        place = _place(act.evidence, found)
        if place is None:
            yield act
        elif act.act in _BY_PHRASES or found[place][1].get(act.act, 0.0) >= IMPOSSIBLE:
            by_sentence[place].append(act)
    for at, (shown, (evidence, probabilities)) in enumerate(zip(by_sentence, found, strict=True)):
        objection = raised[at] if raised else None
        yield from (_about(act, objection) for act in shown)
        names = {act.act for act in shown}
        for name, probability in probabilities.items():
            act_name = cast(ActName, name)
            raises = act_name == "objection" and objection is not None
            if (raises or probability >= SURE) and act_name not in names and _may_be_added(turn, act_name, evidence):
                confidence = max(probability, SURE) if raises else min(probability, _AT_MOST.get(act_name, 1.0))
                yield _about(Act(act=act_name, evidence=evidence, confidence=round(confidence, 2)), objection)


def _about(act: Act, objection: str | None) -> Act:
    return act.model_copy(update={"about": objection or act.evidence.quote}) if act.act == "objection" else act


def _may_strike(act: Act, sentence: Evidence) -> bool:
    return act.act not in _BY_PHRASES and same_words(act.evidence, sentence)


def _place(evidence: Evidence, found: _Found) -> int | None:
    """Which sentence some words are of."""
    for number, (sentence, _) in enumerate(found):
        if same_words(evidence, sentence):
            return number
    return None


def _may_be_added(turn: Turn, act: ActName, evidence: Evidence) -> bool:
    """Whether an act is one that may be added, of the side that speaks. Of leaving there are look-alikes that the phrases know."""
    if act in _NOT_ADDED or act in (REP_ONLY if turn.side == "client" else CLIENT_ONLY):
        return False
    return act != "must-go" or not stays(evidence.quote)
