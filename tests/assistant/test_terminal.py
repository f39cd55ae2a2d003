"""The terminal's view of a call: each utterance by side, prompts as they come and go."""

import io
import re

from rich.console import Console

from assistant.events import Evidence, PromptCleared, PromptShown
from assistant.terminal import TerminalView
from tests.timeline import CALL, committed, final, say, started


def view(*, terminal: bool) -> tuple[TerminalView, io.StringIO]:
    out = io.StringIO()
    return TerminalView(Console(file=out, force_terminal=terminal, no_color=True, width=120, legacy_windows=False)), out


def plain(out: io.StringIO) -> str:
    return re.sub(r"\x1b\[[0-9;]*m", "", out.getvalue())


def test_each_utterance_is_one_line_where_there_is_no_terminal() -> None:
    screen, out = view(terminal=False)
    for fact in [started(), *say("r1", "rep", 0.5, 2.5, "Hello [there]."), *say("c1", "client", 63.0, 64.0, "Hi.")]:
        screen.show(fact)
    assert out.getvalue().splitlines()[1:] == ["0:00.5 Rep     Hello [there].", "1:03.0 Client  Hi."]


def test_words_appear_as_they_are_spoken_and_sides_take_lines_of_their_own() -> None:
    screen, out = view(terminal=True)
    screen.show(committed("r1", "rep", 0.5, 1.0, "I'm calling"))
    assert plain(out) == "0:00.5 Rep     I'm calling"
    screen.show(final("c1", "client", 0.8, 1.0, "Yes?"))
    screen.show(committed("r1", "rep", 0.5, 1.5, "I'm calling about"))
    screen.show(final("r1", "rep", 0.5, 2.0, "I'm calling about pumps."))
    assert plain(out).splitlines() == ["0:00.5 Rep     I'm calling", "0:00.8 Client  Yes?", "0:00.5 Rep     I'm calling about pumps."]


def test_a_final_that_takes_words_back_is_written_anew() -> None:
    screen, out = view(terminal=True)
    screen.show(committed("r1", "rep", 0.5, 1.0, "I'm falling"))
    screen.show(final("r1", "rep", 0.5, 1.0, "I'm calling."))
    assert plain(out).splitlines() == ["0:00.5 Rep     I'm falling", "0:00.5 Rep     I'm calling."]


def test_prompts_stand_out_and_say_how_they_ended() -> None:
    screen, out = view(terminal=False)
    quote = (Evidence(utterance="c1", quote="Bye."),)
    shown = PromptShown(
        call=CALL, at=2.0, seq=2, prompt="confirm-next-step", text="Confirm the next step", why="Ending.", evidence=quote, due=1.8,
        latency_ms=200.0, urgency="rescue",
    )  # fmt: skip
    screen.show(shown)
    screen.show(PromptCleared(call=CALL, at=4.0, seq=3, prompt="confirm-next-step", outcome="done"))
    lines = out.getvalue().splitlines()
    assert "! Confirm the next step" in lines[0]
    assert "Ending." in lines[0]
    assert lines[1].split() == ["confirm-next-step:", "✓", "done"]
