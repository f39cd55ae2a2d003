"""Playbooks with mistakes in them: each told with its line and what was expected, and nothing else ever raised."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.playbook import DEFAULT_PLAYBOOK, parse_playbook
from assistant.prompts.registry import RULES
from audio.problem import Problem

LIKE = "like: default\n"
PHRASES = LIKE + "prompts:\n  state-purpose:\n    phrases:\n      - {}\n"
COUNTERS = LIKE + "prompts:\n  state-purpose:\n    phrases: [give you a shout]\n    counter_examples: [{}]\n"
OWN = LIKE + "own:\n  ask:\n    text: Ask\n    kinds: [purpose]\n    urgency: guide\n    when: {}\n"
SAID = "{said: {by: client, phrases: [too dear]}}"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        # what there is
        ("name: x\n", r"line 1: no prompt stands here\. Expected at least one of like, prompts, own"),
        (LIKE + "prompt: {}\n", r'line 2: "prompt" is not known here\. Expected .*did you mean "prompts"'),
        (LIKE + "prompts:\n  state-purpos: {}\n", r'line 3: there is no prompt "state-purpos"\. .*did you mean "state-purpose".*under `own`'),
        (LIKE + "prompts:\n  set-goal:\n    kinds: [porpoise]\n", r'line 4: "porpoise" as "kinds"\. Expected one of purpose, '),
        (LIKE + "prompts:\n  set-goal:\n    active: maybe\n", r'line 4: "maybe" as "active"\. Expected true or false'),
        (LIKE + "prompts:\n  set-goal:\n    kinds: []\n", r"line 4: no kind of call\. Expected at least one, or `active: false`"),
        (LIKE + "prompts:\n  set-goal: {}\n  set-goal: {}\n", r'line 4: "set-goal" stands here a second time\. Expected each key once'),
        (LIKE + "prompts:\n  set-goal:\n    text: " + "x" * 121, r"line 4: a text of 121 characters\. Expected one line of at most 120"),
        (LIKE + 'prompts:\n  set-goal:\n    text: "a\\nb"\n', r"line 4: a text that can't be shown in one line"),
        ("own:\n  ask: {}\n", r'line 2: "text" is missing\. Expected at least text, kinds, urgency, when'),
        (OWN.format(SAID).replace("  ask:", "  set-goal:"), r'line 3: "set-goal" is a prompt of Callcue\'s\. Expected it under `prompts`'),
        (OWN.format(SAID).replace("  ask:", "  Ask Them:"), r"line 3: this can't be the id of a prompt\. Expected small letters"),
        (OWN.format(SAID).replace("text: Ask", "text: Ask {topic}"), r'line 4: nothing fills in "{topic}"\. Expected one of client, goal'),
        # what it is like
        ("like: like.yaml\n", r"line 1: this playbook is like itself"),
        ("like: other.yaml\n", r"line 1: There is no file .*other\.yaml\. Expected default, or a file beside this one"),
        ('like: "a\\0b"\n', r"line 1: this can't be the name of a file"),
        # phrases and examples
        (
            LIKE + "prompts:\n  set-goal:\n    phrases: [hello there]\n",
            r'line 4: "set-goal" is not raised by words\. Expected phrases .* state-purpose',
        ),
        (PHRASES.format('""'), r"line 5: this can't be a phrase\. Expected some words"),
        (PHRASES.format('"*"'), r"line 5: this can't be a phrase\. Expected some words .*beside the \*"),
        (PHRASES.format("um, you know"), r"line 5: this can't be a phrase\. Expected some words that are not fillers"),
        (PHRASES.format("x" * 301), r"line 5: this can't be a phrase\. Expected at most 300 characters"),
        (PHRASES.format("/just (calling/"), r"line 5: this can't be a phrase\. Expected a regular expression that RE2 can run \(missing \)"),
        (PHRASES.format(r"/(a)\1/"), r"line 5: .*Expected a regular expression that RE2 can run \(invalid escape"),
        (PHRASES.format("/((a{99}){99}){99}/"), r"line 5: .*Expected a regular expression that RE2 can run"),
        (PHRASES.format("/(calling)?/"), r"line 5: .*Expected an expression that does not match the empty text"),
        (PHRASES.format("/I'm calling/"), r"line 5: .*Expected no apostrophe and no comma"),
        (PHRASES.format("/[a-z]/"), r"line 5: this is found in \d+ of \d+ everyday sentences\. Expected words that only"),
        (LIKE + "prompts:\n  state-purpose:\n    phrases: [hi there, hi there]\n", r"line 4: this stands here a second time\. Expected each once"),
        (LIKE + "prompts:\n  state-purpose:\n    examples: [hello * there]\n", r"line 4: this can't be an example\. Expected a sentence"),
        (COUNTERS.format("give you a shout"), r"line 5: this keeps out one of the phrases\. Expected sentences that are not meant"),
        (COUNTERS.format("a shout"), r"line 5: this keeps out one of the phrases"),
        # conditions
        (OWN.format("{}"), r'line 7: a mapping as "when"\. Expected exactly one of said, not_said, etiquette, elapsed, plan, all, any, not'),
        (OWN.format("{elapsed: {seconds: 3}, plan: {field: goal, is: missing}}"), r'line 7: a mapping as "when"\. Expected exactly one of'),
        (OWN.format("{said: {by: client}}"), r'line 7: a mapping as "said"\. Expected at least one of phrases, examples, act'),
        (OWN.format("{said: {act: objecting}}"), r'line 7: "objecting" as "act"\. Expected one of .*did you mean "objection"'),
        (OWN.format("{said: {by: rep, act: objection}}"), r'line 7: "objection" is never done by the rep\. Expected `by: client`'),
        (OWN.format("{not_said: {phrases: [price]}}"), r'line 7: "within" is missing'),
        (OWN.format("{etiquette: {silence: 3, over: 4}}"), r"line 7: a mapping as \"etiquette\"\. Expected `over` beside talk_share or pace only"),
        (OWN.format("{etiquette: {silence: soon}}"), r'line 7: "soon" as "silence"\. Expected a number'),
        (OWN.format("{plan: {field: target, is: missing}}"), r'line 7: "target" as "field"\. Expected one of client, goal,'),
        (OWN.format("{plan: {field: goal}}"), r'line 7: a mapping as "plan"\. Expected exactly one of is, contains'),
        (OWN.format("{all: []}"), r'line 7: a list as "all"'),
        (OWN.format("{said: {phrases: [a b], counter_examples: [/./]}}"), r"line 7: this is found in \d+ of \d+ everyday sentences"),
        # sense
        (OWN.format("{all: [" + SAID + ", {not: " + SAID + "}]}"), r"line 7: these can't hold together, so the prompt would never be shown"),
        (OWN.format("{all: [{plan: {field: goal, is: missing}}, {plan: {field: goal, contains: [x]}}]}"), r"line 7: these can't hold together"),
        (OWN.format("{all: [{elapsed: {seconds: 1, stage: needs}}, {elapsed: {seconds: 1, stage: close}}]}"), r"line 7: these can't hold together"),
        (OWN.format("{not: {elapsed: {seconds: 0}}}"), r"line 7: this never holds"),
        (
            OWN.format("{elapsed: {seconds: 60}}\n    unless: {elapsed: {seconds: 30}}"),
            r"line 8: this holds whenever `when` does, so the prompt would never",
        ),
        (OWN.format(SAID + "\n    done_when: " + SAID), r"line 8: this holds whenever `when` does: due and done at once"),
        (OWN.format(SAID + "\n    unless: {said: {phrases: [costly, too dear]}}"), r"line 8: this holds whenever `when` does"),
    ],
)
def test_mistakes_are_told_with_their_line(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "like.yaml"
    path.write_text(text)
    with pytest.raises(Problem, match=told):
        parse_playbook(text.encode(), str(path), RULES)


@pytest.mark.parametrize(
    "text",
    [
        OWN.format("{all: [" + SAID + ", {not: {said: {by: rep, phrases: [too dear]}}}]}"),
        OWN.format("{elapsed: {seconds: 30}}\n    unless: {elapsed: {seconds: 60}}"),
        OWN.format(SAID + "\n    unless: {said: {by: rep, phrases: [too dear]}}"),
        OWN.format(SAID + "\n    done_when: {said: {by: rep, phrases: [too dear]}}"),
        COUNTERS.format("give you a shout when it comes"),
    ],
)
def test_what_only_looks_like_a_contradiction_is_none(text: str) -> None:
    assert parse_playbook(text.encode(), "own.yaml", RULES).prompts


def test_a_chain_of_playbooks_has_an_end(tmp_path: Path) -> None:
    for number in range(6):
        (tmp_path / f"{number}.yaml").write_text(f"like: {number + 1}.yaml\n" if number < 5 else LIKE)
    assert parse_playbook((tmp_path / "1.yaml").read_bytes(), str(tmp_path / "1.yaml"), RULES).prompts
    with pytest.raises(Problem, match=r"4\.yaml, line 1: 5 playbooks, each like the next"):
        parse_playbook((tmp_path / "0.yaml").read_bytes(), str(tmp_path / "0.yaml"), RULES)


def test_a_mistake_in_what_it_is_like_is_told_there(tmp_path: Path) -> None:
    (tmp_path / "parent.yaml").write_text(LIKE + "prompts:\n  set-goal:\n    seconds: 0\n")
    with pytest.raises(Problem, match=r'parent\.yaml, line 4: "0" as "seconds"'):
        parse_playbook(b"like: parent.yaml\n", str(tmp_path / "own.yaml"), RULES)


def test_no_words_of_a_playbook_stand_in_what_is_told() -> None:
    with pytest.raises(Problem) as told:
        parse_playbook(PHRASES.format("/mr Wolf (calling/").encode(), "own.yaml", RULES)
    assert "Wolf" not in f"{told.value.message} {told.value.remedy}"


PIECES = st.sampled_from(
    [
        *("like: default", "like: own.yaml", "prompts:", "own:", "  ask:", "  state-purpose:", "    text: Ask {client}", "    kinds: [purpose]"),
        *("    urgency: guide", "    when:", "      said:", "      not_said:", "      all:", "      any: [", "      not: {", "        by: rep"),
        *(
            "        phrases: ['*']",
            "        phrases: [/(x+x+)+y/]",
            "        phrases: [a * b]",
            "        examples: [how are you]",
            "        within: 3",
        ),
        *("        act: price", "      etiquette: {silence: 1e400}", "      plan: {field: goal, is: missing}", "    seconds: .inf", "    active: no"),
        *(
            "    unless: {elapsed: {seconds: 1}}",
            "    settings: {third_turn: 1}",
            "    phrases: [/\\p{L}/]",
            "- &a *a",
            "{}",
            "? [x]",
            "\t",
            '"\\ud800"',
        ),
    ]
)


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.one_of(st.lists(PIECES, max_size=14).map("\n".join), st.text(max_size=60), st.binary(max_size=40).map(lambda found: found.decode("latin-1")))
)
def test_no_text_raises_anything_but_a_problem(text: str) -> None:
    with suppress(Problem):
        parse_playbook(text.encode("utf-8", "surrogatepass"), "own.yaml", RULES)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_no_damage_to_the_default_playbook_raises_anything_but_a_problem(data: st.DataObject) -> None:
    lines = DEFAULT_PLAYBOOK.read_text(encoding="utf-8").splitlines()
    at = data.draw(st.integers(0, len(lines) - 1))
    lines[at] = data.draw(st.one_of(PIECES, st.text(max_size=30), st.just(lines[at] + ":"), st.just(lines[at][:-1])))
    with suppress(Problem):
        parse_playbook("\n".join(lines).encode("utf-8", "surrogatepass"), "own.yaml", RULES)
