"""A call in the terminal: words by side as they are spoken, prompts as they come and go, the notes at the end."""

from collections.abc import Mapping

from rich.console import Console
from rich.markup import escape

from assistant.events import (
    CallEnded,
    CallStarted,
    CaptureFound,
    CaptureLost,
    ErrorRaised,
    Event,
    NotesDrafted,
    Outcome,
    PromptCleared,
    PromptShown,
    SpeechCommitted,
    SpeechFinal,
    Urgency,
)
from audio.side import Side

_STYLES: Mapping[Side, str] = {"rep": "cyan", "client": "magenta", "mixed": "white"}
_SHAPES: Mapping[Urgency, str] = {"answer": "!!", "rescue": "! ", "guide": "> "}
_OUTCOMES: Mapping[Outcome, str] = {
    "done": "✓ done",
    "lapsed": "gone",
    "withdrawn": "taken back",
    "dismissed": "dismissed",
    "not-helpful": "not helpful",
    "replaced": "replaced",
}


class TerminalView:
    """Prints events as they happen. In a terminal, words appear as they are committed; elsewhere, each utterance as one line when final."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._as_spoken = console.is_terminal
        self._line: str | None = None
        """The utterance whose words are on the line that is not ended yet."""
        self._printed: dict[str, str] = {}
        """What is printed of each utterance that has no final yet."""

    def show(self, event: Event) -> None:
        """Prints what one event says, if it says anything to people."""
        match event:
            case CallStarted():
                weights = f", weights {event.weights}" if event.weights else ""
                self._say(f"[dim]Call {event.call}, kind {event.kind}{escape(weights)}[/dim]")
            case SpeechCommitted() if self._as_spoken and event.text:
                self._grow(event.utterance, event.side, event.start, event.text)
            case SpeechFinal():
                self._finish(event)
            case PromptShown():
                self._say(f"[bold reverse] {_SHAPES[event.urgency]}{escape(event.text)} [/] [dim]{escape(event.why)}[/dim]")
            case PromptCleared():
                self._say(f"[dim]   {escape(event.prompt)}: {_OUTCOMES[event.outcome]}[/dim]")
            case CaptureLost() | CaptureFound():
                self._say(f"[yellow]{_name(event.side)}: sound {'lost' if isinstance(event, CaptureLost) else 'is back'}[/yellow]")
            case ErrorRaised():
                self._say(f"[yellow]{escape(event.message)} {escape(event.remedy)}[/yellow]")
            case CallEnded():
                self._say(f"[dim]Call ended after {event.duration:.0f} s[/dim]")
            case NotesDrafted():
                self._say("[dim]Notes drafted.[/dim]")
            case _:
                pass

    def _grow(self, utterance: str, side: Side, start: float, text: str) -> None:
        printed = self._printed.get(utterance, "")
        if self._line != utterance:
            self._end_line()
            self._console.print(self._head(side, start), end="")
            self._line, printed = utterance, ""
        self._console.print(escape(text[len(printed) :]), end="", style=_STYLES[side])
        self._printed[utterance] = text

    def _finish(self, event: SpeechFinal) -> None:
        printed = self._printed.pop(event.utterance, "")
        if not event.text:
            return
        if self._line == event.utterance and event.text.startswith(printed):
            self._console.print(escape(event.text[len(printed) :]), style=_STYLES[event.side])
            self._line = None
        else:
            self._say(f"{self._head(event.side, event.start)}[{_STYLES[event.side]}]{escape(event.text)}[/]")

    def _say(self, line: str) -> None:
        self._end_line()
        self._console.print(line, highlight=False, soft_wrap=True)

    def _end_line(self) -> None:
        if self._line is not None:
            self._console.print()
            self._line = None

    @staticmethod
    def _head(side: Side, start: float) -> str:
        return f"[dim]{int(start // 60):d}:{start % 60:04.1f}[/dim] [{_STYLES[side]}]{_name(side):7}[/] "


def _name(side: Side) -> str:
    return side.capitalize()
