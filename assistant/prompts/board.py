"""Which prompt is on the screen: one at a time, the more urgent first, each occasion once (PRODUCT.md, "How they are shown").

What the rep sends away grows quieter. In this call it does not come back. In later calls it is held back first, longer with each time it was
sent away, so that the rep has the time to do it unasked; sent away often enough, it stays away until the rep asks for it or does it again.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from assistant.events import SENT_AWAY, Outcome, PromptCleared, PromptShown, Urgency
from assistant.playbook import Playbook
from assistant.prompts.rule import RestsOnActs, Rule
from assistant.state import Board, Due, Shown, State

_RANK: Mapping[Urgency, int] = {"answer": 0, "rescue": 1, "guide": 2}
_MOST_SHOWINGS = 2
"""The same prompt, filled in alike, comes back at most once."""
HELD_SECONDS = 2.0
"""How much longer a prompt is held back for each time it was sent away: about the time in which a rep begins the next sentence."""
SILENT_FROM = 4
"""Times sent away in a row from which a prompt is not shown: three could be chance, or three bad moments."""
_NEVER_SILENT = frozenset({"answer-ready"})
"""Asked for by the rep, call by call, in the plan: held back like the others, but never kept from them."""


def after_shown(board: Board, event: PromptShown) -> Board:
    """The board once a prompt is on the screen. The occasion is found among those waiting: `wait` put it there."""
    shown = (event.prompt, event.due, event.evidence)
    due = next(due for due in board.waiting if (due.prompt, due.at, due.evidence) == shown)
    waiting = tuple(other for other in board.waiting if other is not due)
    return replace(board, current=Shown(due, event.at), waiting=waiting, shown=(*board.shown, due.subject))


def after_cleared(board: Board, event: PromptCleared) -> Board:
    """The board once a prompt has gone from the screen."""
    sent_away = (board.current.due.subject,) if board.current and event.outcome in SENT_AWAY else ()
    return replace(board, current=None, sent_away=(*board.sent_away, *sent_away))


def wait(state: State, playbook: Playbook, rules: Mapping[str, Rule]) -> Board:
    """The board with what has fallen due put in line, and what is over taken out of it."""
    board = state.board
    waiting = tuple(due for due in board.waiting if not ended(state, due, playbook, rules)) if board.waiting else ()
    raised = board.raised
    for due in _fallen_due(state, playbook, rules):
        occasion = (due.prompt, due.fault)
        if occasion in raised or ended(state, due, playbook, rules):
            continue
        raised = (*raised, occasion)
        held = held_seconds(due.prompt, state.quiet.get(due.prompt, 0))
        standing = [board.current.due] if board.current else []
        new = all(due.subject != other.subject for other in (*standing, *waiting)) and due.subject not in board.sent_away
        if held is not None and new and board.shown.count(due.subject) < _MOST_SHOWINGS:
            waiting = (*waiting, replace(due, ready=state.now + held))
    return board if waiting == board.waiting and raised is board.raised else replace(board, waiting=waiting, raised=raised)


def held_seconds(prompt: str, times: int) -> float | None:
    """How long a prompt is held back that was sent away so many times since it was last done; None: it is not shown."""
    if times >= SILENT_FROM and prompt not in _NEVER_SILENT:
        return None
    return HELD_SECONDS * min(times, SILENT_FROM - 1)


def _fallen_due(state: State, playbook: Playbook, rules: Mapping[str, Rule]) -> Iterator[Due]:
    if not {"rep", "client"} <= set(state.tracks):
        return
    for prompt, entry in playbook.prompts.items():
        if not entry.active or state.kind not in entry.kinds or (state.unread and isinstance(rules[prompt], RestsOnActs)):
            continue
        if due := rules[prompt].due(state, entry):
            yield due


def ended(state: State, due: Due, playbook: Playbook, rules: Mapping[str, Rule]) -> Outcome | None:
    """How an occasion has ended by now, or None while the prompt still helps."""
    if not all(quote.quote in said(state, quote.utterance) for quote in due.evidence):
        return "withdrawn"
    if over := rules[due.prompt].over(state, due, playbook.prompts[due.prompt]):
        return over
    return "lapsed" if state.ended else None


def said(state: State, utterance: str) -> str:
    """The text of an utterance as it now stands."""
    held: Iterable[tuple[str, str]] = ((part.id, part.text) for turn in reversed(state.turns) for part in (*turn.utterances, *turn.back_channels))
    return next((text for id_, text in held if id_ == utterance), "")


def clears(state: State, playbook: Playbook, rules: Mapping[str, Rule]) -> Outcome | None:
    """Why the prompt on the screen must go now, or None."""
    current = state.board.current
    if current is None:
        return None
    if outcome := ended(state, current.due, playbook, rules):
        return outcome
    if state.now >= current.at + playbook.prompts[current.due.prompt].seconds:
        return "lapsed"
    best = next_in_line(state)
    if best and _rank(best) < _rank(current.due):
        return "replaced"
    if best and _rank(best) == _rank(current.due) and state.now >= current.at + playbook.same_urgency_after:
        return "replaced"
    return None


def next_in_line(state: State) -> Due | None:
    """The waiting occasion to be shown first: the most urgent, of those the oldest. What is held back is not in line yet."""
    return min((due for due in state.board.waiting if due.ready <= state.now), key=_rank, default=None)


def _rank(due: Due) -> int:
    return _RANK[due.urgency]


def next_change_at(state: State, playbook: Playbook) -> float | None:
    """When the board changes by the passing of time alone, or None."""
    current = state.board.current
    if current is None:
        return min((due.ready for due in state.board.waiting), default=None)
    changes = [current.at + playbook.prompts[current.due.prompt].seconds]
    for due in state.board.waiting:
        if _rank(due) == _rank(current.due):
            changes.append(max(due.ready, current.at + playbook.same_urgency_after))
        elif _rank(due) < _rank(current.due):
            changes.append(due.ready)
    return min(changes)
