"""When to say "Let them talk": the rep talks on and on, or has had nearly all of the talk for two minutes. Judged while the rep speaks.

Settings (PRODUCT.md): `speech_seconds` (60) of the rep's speech since the client's last turn; or `share_percent` (65) of both sides'
speech in the last `window_seconds` (120). Once for a stretch in which the client has not had `client_seconds` (5), and the window
is counted anew after each occasion. The client having them is what it is for.
"""

from collections.abc import Iterator

from assistant.events import Evidence
from assistant.playbook import PromptEntry
from assistant.prompts.rule import Over
from assistant.state import Due, State, Turn, Utterance
from audio.side import Side

AT = "at "
"""Begins the fault of what is measured over a window: the window's end. A window that begins before it is no new occasion."""
_QUOTED_WORDS = 8
_SPEECH, _WINDOW, _SHARE, _CLIENT = 60.0, 120.0, 65.0, 5.0


class LetThemTalk:
    """Implements `Rule`."""

    prompt = "let-them-talk"

    def due(self, state: State, entry: PromptEntry) -> Due | None:
        last = state.turns[-1] if state.turns else None
        if last is None or last.side != "rep" or last.ended is not None or any(held.side == "client" for held in state.open):
            return None
        since = self._last_occasion(state)
        if since is not None and not _has_had(state, since, last.end, entry):
            return None
        return self._talks_on(state, last, entry) or self._has_most(state, last, entry, since or 0.0)

    def over(self, state: State, due: Due, entry: PromptEntry) -> Over | None:
        return "done" if _has_had(state, due.at, state.now, entry) else None

    def _talks_on(self, state: State, last: Turn, entry: PromptEntry) -> Due | None:
        """A minute of the rep's speech without a turn of the client's."""
        limit, alone = entry.settings.get("speech_seconds", _SPEECH), since_client(state)
        if sum(turn.speech_seconds for turn in alone) < limit:
            return None
        said = alone[0].utterances[0] if alone else last.utterances[0]
        return self._occasion(last, f"You have spoken for {limit:.0f} seconds without a turn of theirs.", said, entry)

    def _has_most(self, state: State, last: Turn, entry: PromptEntry, since: float) -> Due | None:
        """Nearly all of the last two minutes' speech."""
        window, limit = entry.settings.get("window_seconds", _WINDOW), entry.settings.get("share_percent", _SHARE)
        begin = last.end - window
        if begin < since:
            return None
        rep, client = spoken_between(state, begin, last.end)
        if rep <= (rep + client) * limit / 100:
            return None
        longest = max((held for held in _utterances_since(state, begin) if held.side == "rep"), key=lambda held: held.end - max(held.start, begin))
        why = f"You have had {rep / (rep + client):.0%} of the talk in the last {window:.0f} seconds."
        return self._occasion(last, why, longest, entry)

    def _occasion(self, last: Turn, why: str, said: Utterance, entry: PromptEntry) -> Due:
        """An occasion, named by its time. `said`: what to quote, by its first words: the last ones may still be heard otherwise."""
        first_words = " ".join(said.text.split()[:_QUOTED_WORDS])
        evidence = (Evidence(utterance=said.id, quote=first_words),) if first_words in said.text else ()
        return Due(self.prompt, f"{AT}{last.end:.3f}", why, evidence, last.end, entry.urgency)

    def _last_occasion(self, state: State) -> float | None:
        """When the last occasion was, in seconds since the call began; None where there was none."""
        faults = [fault for prompt, fault in state.board.raised if prompt == self.prompt]
        return float(faults[-1].removeprefix(AT)) if faults else None


def _has_had(state: State, begin: float, end: float, entry: PromptEntry) -> bool:
    """Whether the client has had, in turns of their own between two times, as many seconds as let a stretch of the rep's be over."""
    enough, heard = entry.settings.get("client_seconds", _CLIENT), 0.0
    for turn in _turns(state, begin):
        if turn.side == "client":
            heard += sum(max(0.0, min(held.end, end) - max(held.start, begin)) for held in turn.utterances if held.end > begin)
            if heard >= enough:
                return True
    return heard >= enough


def since_client(state: State) -> list[Turn]:
    """The rep's turns since the client's last one that was more than a sign of listening, in order."""
    found: list[Turn] = []
    for turn in reversed(state.turns):
        if turn.side == "client" and not turn.only_does("back-channel"):
            break
        if turn.side == "rep":
            found.append(turn)
    return found[::-1]


def spoken_between(state: State, begin: float, end: float) -> tuple[float, float]:
    """Seconds of speech between two times: the rep's and the client's, signs of listening too."""
    spoken: dict[Side, float] = {"rep": 0.0, "client": 0.0, "mixed": 0.0}
    for held in _utterances_since(state, begin):
        spoken[held.side] += max(0.0, min(held.end, end) - max(held.start, begin))
    return spoken["rep"], spoken["client"]


def _utterances_since(state: State, begin: float) -> Iterator[Utterance]:
    """What was said that ended after `begin`, signs of listening too, latest turn first."""
    for turn in _turns(state, begin):
        for held in (*turn.utterances, *turn.back_channels) if turn.back_channels else turn.utterances:
            if held.end > begin:
                yield held


def _turns(state: State, begin: float) -> Iterator[Turn]:
    """The turns that end after `begin`, the latest first."""
    for turn in reversed(state.turns):
        if max(turn.end, turn.ended or turn.end) <= begin:
            return
        yield turn
