"""Which prompt is on the screen: one at a time, the more urgent first, each occasion once (PRODUCT.md, "How they are shown")."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from assistant.events import Outcome, PromptCleared, PromptShown, Urgency
from assistant.playbook import Playbook
from assistant.prompts.rule import RestsOnActs, Rule
from assistant.state import Board, Due, Shown, State

_RANK: Mapping[Urgency, int] = {"answer": 0, "rescue": 1, "guide": 2}
_MOST_SHOWINGS = 2
"""The same prompt, filled in alike, comes back at most once."""


def after_shown(board: Board, event: PromptShown) -> Board:
    """The board once a prompt is on the screen. The occasion is found among those waiting: `wait` put it there."""
    due = next(due for due in board.waiting if due.prompt == event.prompt)
    waiting = tuple(other for other in board.waiting if other is not due)
    return replace(board, current=Shown(due, event.at), waiting=waiting, shown=(*board.shown, due.subject))


def after_cleared(board: Board, event: PromptCleared) -> Board:
    """The board once a prompt has gone from the screen."""
    return replace(board, current=None, outcomes=(*board.outcomes, (event.prompt, event.outcome)))


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
        standing = [board.current.due] if board.current else []
        if all(due.subject != other.subject for other in (*standing, *waiting)) and board.shown.count(due.subject) < _MOST_SHOWINGS:
            waiting = (*waiting, due)
    return board if waiting == board.waiting and raised is board.raised else replace(board, waiting=waiting, raised=raised)


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
    best = next_in_line(state.board)
    if best and _rank(best) < _rank(current.due):
        return "replaced"
    if best and _rank(best) == _rank(current.due) and state.now >= current.at + playbook.same_urgency_after:
        return "replaced"
    return None


def next_in_line(board: Board) -> Due | None:
    """The waiting occasion to be shown first: the most urgent, of those the oldest."""
    return min(board.waiting, key=_rank, default=None)


def _rank(due: Due) -> int:
    return _RANK[due.urgency]


def next_change_at(state: State, playbook: Playbook) -> float | None:
    """When the board changes by the passing of time alone, or None."""
    current = state.board.current
    if current is None:
        return None
    lapses = current.at + playbook.prompts[current.due.prompt].seconds
    best = next_in_line(state.board)
    if best and _rank(best) == _rank(current.due):
        return min(lapses, current.at + playbook.same_urgency_after)
    return lapses
