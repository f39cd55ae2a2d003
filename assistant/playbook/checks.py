"""What only somebody who knows calls can find wrong with a playbook: each mistake with its line and what was expected.

Free text is not quoted: it may be words of a call.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.events import ActName
from assistant.playbook.conditions import Condition, Words
from assistant.playbook.logic import follows, impossible
from assistant.playbook.model import BLANK, PromptEntry
from assistant.playbook.ordinary import ORDINARY
from assistant.playbook.raising import RAISING
from assistant.playbook.wording import is_sentence, matching, phrase, plain_words
from assistant.playbook.written import MOST_TEXT, BuiltIn, PlaybookFile, Prompt
from assistant.yaml_file import Loc, line_of, meant, mistake
from audio.problem import Problem

OWN_BLANKS = ("client", "goal")
"""What a prompt of one's own may have filled in, from the plan."""
ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
MOST_ID = 40
_FEWEST_WORDS = 2
_ONE_SIDED: Mapping[str, frozenset[ActName]] = {
    "rep": frozenset({"vague-purpose", "purpose", "ask-need", "dodge", "reflect", "sympathy", "contract", "offer-to-cancel"}),
    "client": frozenset({"ask-why", "experience", "ask-cancel", "need", "request", "objection"}),
}
"""Acts that only one side does, by who does them."""
_OTHER = {"rep": "client", "client": "rep"}


@dataclass(frozen=True)
class Text:
    """The text of a playbook, for saying where in it a mistake is."""

    content: bytes
    name: str

    def mistake(self, loc: Loc, found: str, expected: str) -> Problem:
        return mistake(self.name, line_of(self.content, loc, self.name), found, expected)


def check_written(written: PlaybookFile, text: Text, known: Collection[str] | None, default: Mapping[str, PromptEntry] | None) -> None:
    """What can be seen from one file by itself. `default`: the default playbook's prompts, None for that playbook itself. Raises `Problem`."""
    if written.like is None and not written.prompts and not written.own:
        raise text.mistake((), "no prompt stands here", "at least one of like, prompts, own")
    for prompt, entry in (written.prompts or {}).items():
        if known is not None and prompt not in known:
            raise text.mistake(("prompts", prompt), f'there is no prompt "{prompt}"', _meant_prompt(prompt, known))
        if default is not None:
            _check_known(prompt, entry, text, default.get(prompt))
        _check_prompt(entry, ("prompts", prompt), text)
        _check_raising(prompt, entry, text)
    for prompt, own in (written.own or {}).items():
        if known is not None and prompt in known:
            raise text.mistake(("own", prompt), f'"{prompt}" is a prompt of Callcue\'s', "it under `prompts`, or another id")
        if not ID.fullmatch(prompt) or len(prompt) > MOST_ID:
            expected = f"small letters, digits and hyphens, at most {MOST_ID} (ask-for-budget)"
            raise text.mistake(("own", prompt), "this can't be the id of a prompt", expected)
        _check_prompt(own, ("own", prompt), text)
        _check_blanks(own, ("own", prompt), text, OWN_BLANKS)
        for key in ("when", "unless", "done_when"):
            if (condition := getattr(own, key)) is not None:
                for loc, part in _within(condition, ("own", prompt, key)):
                    _check_condition(part, loc, text)


def check_whole(written: PlaybookFile, text: Text, prompts: Mapping[str, PromptEntry]) -> None:
    """What depends on what is taken over: counter-examples against phrases, and the conditions of own prompts. Raises `Problem`."""
    for prompt in written.prompts or {}:
        entry = prompts[prompt]
        _check_counters(entry.phrases, entry.examples, entry.counter_examples, ("prompts", prompt), text)
    for prompt in written.own or {}:
        _check_sense(prompts[prompt], ("own", prompt), text)


def _meant_prompt(prompt: str, known: Collection[str]) -> str:
    return meant(prompt, sorted(known)) + "; prompts of your own stand under `own`"


def _check_known(prompt: str, entry: BuiltIn, text: Text, default: PromptEntry | None) -> None:
    """A misspelt setting would change nothing and say nothing, and what no rule fills in would be shown braces and all."""
    known = sorted(default.settings) if default else []
    for setting in entry.settings or {}:
        if setting not in known:
            expected = meant(setting, known) if known else "no settings"
            raise text.mistake(("prompts", prompt, "settings", setting), f'"{prompt}" has no setting "{setting}"', expected)
    _check_blanks(entry, ("prompts", prompt), text, sorted(BLANK.findall(default.text)) if default else [])


def _check_blanks(entry: Prompt, loc: Loc, text: Text, known: Sequence[str]) -> None:
    for blank in BLANK.findall(entry.text or ""):
        if blank not in known:
            expected = meant(blank, known) if known else "no braces"
            raise text.mistake((*loc, "text"), f'nothing fills in "{{{blank}}}"', expected)


def _check_prompt(entry: Prompt, loc: Loc, text: Text) -> None:
    if entry.text is not None and (not entry.text.strip() or len(entry.text) > MOST_TEXT or not entry.text.isprintable()):
        found = f"a text of {len(entry.text)} characters" if len(entry.text) > MOST_TEXT else "a text that can't be shown in one line"
        raise text.mistake((*loc, "text"), found, f"one line of at most {MOST_TEXT} characters: it is read at a glance")
    if entry.kinds is not None and not entry.kinds:
        raise text.mistake((*loc, "kinds"), "no kind of call", "at least one, or `active: false` to switch the prompt off")


def _check_raising(prompt: str, entry: BuiltIn, text: Text) -> None:
    for key in ("phrases", "examples", "counter_examples"):
        lines = getattr(entry, key)
        if lines is not None and prompt not in RAISING:
            expected = f"phrases and examples only where words make a prompt due: {', '.join(RAISING)}"
            raise text.mistake(("prompts", prompt, key), f'"{prompt}" is not raised by words', expected)
        _check_lines(lines or (), key, ("prompts", prompt, key), text)


def _check_lines(lines: Sequence[str], key: str, loc: Loc, text: Text) -> None:
    """Phrases, examples or counter-examples, one by one."""
    for at, line in enumerate(lines):
        here = (*loc, at)
        if line in lines[:at]:
            raise text.mistake(here, "this stands here a second time", "each once")
        if key == "examples":
            if not is_sentence(line) or len(plain_words(line)) < _FEWEST_WORDS:
                raise text.mistake(here, "this can't be an example", "a sentence of two words or more; words to be found in sentences are `phrases`")
            continue
        try:
            phrase(line)
        except ValueError as error:
            raise text.mistake(here, "this can't be a phrase", str(error)) from error
        found = len(list(matching(line, ORDINARY)))
        if 2 * found > len(ORDINARY):
            raise text.mistake(here, f"this is found in {found} of {len(ORDINARY)} everyday sentences", "words that only what you mean has")


def _check_counters(phrases: Sequence[str], examples: Sequence[str], counters: Sequence[str], loc: Loc, text: Text) -> None:
    """A counter-example that keeps out what a phrase or an example is there to let in."""
    for at, counter in enumerate(counters):
        for key, lines in (("phrases", phrases), ("examples", examples)):
            if counter in lines or any(matching(counter, filter(is_sentence, lines))):
                raise text.mistake((*loc, "counter_examples", at), f"this keeps out one of the {key}", "sentences that are not meant")


def _within(condition: Condition, loc: Loc) -> Iterator[tuple[Loc, Condition]]:
    """A condition and all within it, each with where it stands."""
    yield loc, condition
    if condition.not_ is not None:
        yield from _within(condition.not_, (*loc, "not"))
    if condition.not_said is not None and condition.not_said.after is not None:
        yield from _within(condition.not_said.after, (*loc, "not_said", "after"))
    for key, parts in (("all", condition.all_), ("any", condition.any_)):
        for at, part in enumerate(parts or ()):
            yield from _within(part, (*loc, key, at))


def _check_condition(condition: Condition, loc: Loc, text: Text) -> None:
    for key, words in (("said", condition.said), ("not_said", condition.not_said)):
        if words is not None:
            _check_words(words, (*loc, key), text)
    if condition.plan is not None:
        for at, line in enumerate(condition.plan.contains or ()):
            try:
                phrase(line)
            except ValueError as error:
                raise text.mistake((*loc, "plan", "contains", at), "this can't be a phrase", str(error)) from error


def _check_words(words: Words, loc: Loc, text: Text) -> None:
    if words.by != "either" and words.act in _ONE_SIDED[_OTHER[words.by]]:
        raise text.mistake((*loc, "act"), f'"{words.act}" is never done by the {words.by}', f"`by: {_OTHER[words.by]}`")
    for key in ("phrases", "examples", "counter_examples"):
        _check_lines(getattr(words, key) or (), key, (*loc, key), text)
    _check_counters(words.phrases or (), words.examples or (), words.counter_examples or (), loc, text)


def _check_sense(entry: PromptEntry, loc: Loc, text: Text) -> None:
    """A prompt that can never be shown, or is over as soon as it is."""
    if entry.when is None:
        return
    for at, part in _within(entry.when, (*loc, "when")):
        if part.all_ is not None and impossible(part):
            found = "these can't hold together, so the prompt would never be shown"
            raise text.mistake((*at, "all"), found, "conditions that may hold at the same time")
    if impossible(entry.when):
        raise text.mistake((*loc, "when"), "this never holds", "a condition that may come true")
    if entry.unless is not None and follows(entry.when, entry.unless):
        raise text.mistake((*loc, "unless"), "this holds whenever `when` does, so the prompt would never be shown", "something else")
    if entry.done_when is not None and follows(entry.when, entry.done_when):
        raise text.mistake((*loc, "done_when"), "this holds whenever `when` does: due and done at once", "what the rep does about it")
