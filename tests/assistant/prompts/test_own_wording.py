"""A team's own wordings of what makes Callcue's prompts due, and of what does not."""

import pytest

from assistant.events import Act, Evidence, Kind, PromptShown
from assistant.playbook import parse_playbook
from assistant.playbook.raising import RAISING
from assistant.playbook.wording import Wording
from assistant.prompts.own.wording import read_by
from assistant.prompts.registry import RULES
from assistant.state import Turn, Utterance
from tests.assistant.prompts.own_calls import prompts, told

VAGUE = """
R: Hi Dana, it's Tom. [greeting] Just giving you a shout. [other]
C: Oh hi. [greeting]
R: Anyway. [other]
"""


def like_default(prompt: str, **lines: list[str]) -> str:
    return f"like: default\nprompts:\n  {prompt}:\n" + "".join(f"    {key}: {value!r}\n" for key, value in lines.items())


def shown(call: str, text: str, kind: Kind = "purpose") -> list[str]:
    facts = prompts(call, parse_playbook(text.encode(), "own.yaml", RULES), kind)
    return [fact.prompt for fact in facts if isinstance(fact, PromptShown)]


@pytest.mark.parametrize(
    ("prompt", "call", "kind", "lines"),
    [
        ("state-purpose", VAGUE, "purpose", {"phrases": ["giving * a shout"]}),
        ("state-purpose", VAGUE, "purpose", {"phrases": ["/giv(e|ing) you a (shout|bell)/"]}),
        ("state-purpose", VAGUE, "purpose", {"examples": ["I'm just giving you a shout"]}),
        (
            "confirm-next-step",
            "R: Hi, [greeting] I'm ringing about the van. [purpose]\nC: Fine. [answer] I shall love you and leave you. [other]\nR: OK. [accept]",
            "purpose",
            {"phrases": ["love you and leave you"]},
        ),
        (
            "never-offer-to-cancel",
            "C: Hello? [greeting]\nR: Hi. [greeting] Shall I take you off the books? [closed-question]\nC: Er. [other]",
            "renewal",
            {"phrases": ["off the books"]},
        ),
        (
            "switch-to-business",
            "C: Hello? [greeting]\nR: Hi, how are you? [courtesy]\nC: Fine. [courtesy-answer]\nR: Seen the darts? [other]\nC: No. [other]",
            "purpose",
            {"phrases": ["the darts"]},
        ),
        (
            "ask-open-question",
            "R: Is it big? [closed-question] Is it old? [closed-question] Any good at all? [other]\nC: Yes. [answer]",
            "purpose",
            {"examples": ["Any good at all?"]},
        ),
    ],
)
def test_a_wording_makes_a_prompt_due(prompt: str, call: str, kind: Kind, lines: dict[str, list[str]]) -> None:
    assert prompt not in shown(call, "like: default\n", kind)
    assert prompt in shown(call, like_default(prompt, **lines), kind)


def test_the_words_that_made_it_due_are_its_evidence() -> None:
    playbook = parse_playbook(like_default("state-purpose", phrases=["giving * a shout"]).encode(), "own.yaml", RULES)
    assert told(VAGUE, playbook)[0][2] == "giving you a shout"


@pytest.mark.parametrize(
    ("prompt", "call", "counter"),
    [
        (
            "state-purpose",
            "R: Hi, [greeting] I'm just checking in on the boiler. [vague-purpose]\nC: Oh? [other]\nR: Well. [other]",
            "checking in on the boiler",
        ),
        (
            "state-purpose",
            "R: Hi, [greeting] I'm just checking in on the boiler. [vague-purpose]\nC: Oh? [other]\nR: Well. [other]",
            "just checking in on a boiler",
        ),
        ("confirm-next-step", "R: Hi, [greeting] I'm ringing about the van. [purpose]\nC: Bye for now, little one. [goodbye]", "bye * little one"),
        (
            "needs-before-solution",
            "R: Hi, [greeting] I'm ringing to agree a day. [purpose]\nC: OK. [accept]\nR: The new van is nine thousand. [price]\nC: Hm. [other]",
            "/nine thousand/",
        ),
    ],
)
def test_a_counter_example_keeps_it_away(prompt: str, call: str, counter: str) -> None:
    assert prompt in shown(call, "like: default\n")
    assert prompt not in shown(call, like_default(prompt, counter_examples=[counter]))


def test_a_sentence_goes_with_what_it_is_closest_to() -> None:
    wording = Wording(examples=["how are things going with you"], counter_examples=["how are things going with the new boiler"])
    turn = _turn("How are things going with the boiler?", "How are things going with you, then?")
    read = read_by(wording, RAISING["state-purpose"], turn)
    assert [act.evidence.quote for act in read.acts] == ["How are things going with you, then"]


def test_who_denies_it_says_something_else() -> None:
    read = read_by(Wording(examples=["I'm just checking in"]), RAISING["state-purpose"], _turn("I'm not just checking in."))
    assert read.acts == ()


def test_an_act_that_is_there_already_is_not_given_twice() -> None:
    act = Act(act="vague-purpose", evidence=Evidence(utterance="u0", quote="just checking in"), confidence=0.7)
    turn = _turn("Hi, I'm just checking in.", acts=(act,))
    assert read_by(Wording(["checking in"]), RAISING["state-purpose"], turn) is turn


def test_words_still_being_said_are_read_up_to_their_last_pause() -> None:
    wording = Wording(["giving you a shout"])
    assert read_by(wording, RAISING["state-purpose"], _turn("Just giving you a shout", final=False)).acts == ()
    assert len(read_by(wording, RAISING["state-purpose"], _turn("Just giving you a shout, because", final=False)).acts) == 1


def test_the_other_side_may_say_what_it_likes() -> None:
    turn = _turn("I'm just giving you a shout.", side="client")
    assert read_by(Wording(["giving you a shout"]), RAISING["state-purpose"], turn) is turn


def test_it_counts_late_in_a_call_and_in_what_is_understood() -> None:
    """Many turns have settled before the wording comes; the understanding of the call (here, that it is ending) follows from it."""
    talk = "R: And so it is. [business]\nC: I quite agree. [business]\n" * 30
    call = f"R: Hi, [greeting] I'm ringing about the van. [purpose]\n{talk}C: I shall love you and leave you. [other]\nR: OK. [accept]"
    assert "confirm-next-step" in shown(call, like_default("confirm-next-step", phrases=["love you and leave you"]))


def _turn(*texts: str, acts: tuple[Act, ...] = (), final: bool = True, side: str = "rep") -> Turn:
    said = tuple(Utterance(f"u{at}", "rep", float(at), at + 1.0, text, final) for at, text in enumerate(texts))
    return Turn(1, "client" if side == "client" else "rep", said, acts=acts)
