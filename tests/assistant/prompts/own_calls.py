"""Playbooks of one's own on calls written with their acts: what was shown, when, and how it ended."""

from assistant.core import Core
from assistant.events import Fact, Kind, Plan, PromptCleared, PromptShown
from assistant.facts_driver import drive_again
from assistant.playbook import Playbook, parse_playbook
from assistant.prompts.registry import RULES, rules_of
from tests.assistant.prompts.acted import run


def own(condition: str, more: str = "") -> Playbook:
    """A playbook of one prompt of one's own, `test`, due by `condition`."""
    text = f"own:\n  test:\n    text: Do it\n    kinds: [purpose, service]\n    urgency: guide\n    when: {condition}\n{more}"
    return parse_playbook(text.encode(), "own.yaml", RULES)


def prompts(call: str, playbook: Playbook, kind: Kind = "purpose", plan: Plan | None = None) -> list[Fact]:
    """What was shown and cleared, in order; the same when the call is replayed from its facts, which is checked."""
    _, facts, _ = run(call, kind, plan, playbook)
    again: list[Fact] = []
    drive_again(facts, Core(playbook, rules_of(playbook), None), again.extend)
    assert again == facts
    return [fact for fact in facts if isinstance(fact, PromptShown | PromptCleared)]


def told(call: str, playbook: Playbook, kind: Kind = "purpose", plan: Plan | None = None) -> list[tuple[str, float, str]]:
    """The same, briefly: the prompt, the second, and the words it rests on, or how it ended."""
    brief: list[tuple[str, float, str]] = []
    for fact in prompts(call, playbook, kind, plan):
        if isinstance(fact, PromptShown):
            brief.append((fact.prompt, round(fact.at, 1), " / ".join(quote.quote for quote in fact.evidence)))
        elif isinstance(fact, PromptCleared):
            brief.append((fact.prompt, round(fact.at, 1), fact.outcome))
    return brief
