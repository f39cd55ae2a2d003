"""Small calls in one line, for tests: "R: I'll ring at four. | C: Fine."."""

from assistant.core import Core
from assistant.events import CallStarted, Fact, Kind, PromptShown
from assistant.playbook import load_playbook
from assistant.prompts.registry import RULES
from assistant.script import CallScript, ScriptTurn
from assistant.state import State, Turn
from assistant.text_driver import drive
from assistant.understanding.rules_reader import PhraseReader

DATE = "2026-03-04T10:00"
"""A Wednesday."""


def lines(table: str) -> list[str]:
    """The lines of a table that have words in them; one that begins with "|" goes on with the line before."""
    joined = table.strip().replace("\n    | ", " | ")
    return [line.strip() for line in joined.splitlines() if line.strip()]


def run(text: str, kind: Kind = "purpose") -> tuple[State, list[Fact]]:
    """The state after a call and every fact of it. `R` is the rep, `C` the client."""
    turns = []
    for part in text.split("|"):
        side, say = part.strip().split(": ", 1)
        turns.append(ScriptTurn(who="rep" if side == "R" else "client", say=say))
    script = CallScript(id="mini", kind=kind, turns=tuple(turns))
    core = Core(load_playbook(None), RULES, PhraseReader())
    started = CallStarted(
        call="mini", at=0.0, seq=1, kind=kind, plan=script.plan, date=DATE, tracks=("rep", "client"), weights=None, playbook=core.playbook.ref
    )
    facts: list[Fact] = []
    state = drive(script, core, started, facts.extend)
    return state, facts


def turns_of(text: str, kind: Kind = "purpose") -> tuple[Turn, ...]:
    """The turns of a call as read."""
    return run(text, kind)[0].turns


def prompts_of(text: str, kind: Kind = "purpose") -> list[str]:
    """The ids of the prompts shown in a call, in order."""
    return [fact.prompt for fact in run(text, kind)[1] if isinstance(fact, PromptShown)]
