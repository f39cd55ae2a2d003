"""Small calls with a purpose said, not said, or dodged."""

import pytest

from assistant.events import Kind, PromptShown
from tests.assistant.prompts.businesslike import BUSINESSLIKE
from tests.assistant.understanding.calls import lines, prompts_of, run

MISSING: dict[Kind, str] = {
    "purpose": """
C: Reception, how can I help? | R: Could you put me through to purchasing? | C: What's it in connection with?
    | R: It's a personal matter. | C: I see. And what is it about?
C: Hello. | R: Hi Jo, it's Ben at Flowmatic. I was in the area last week and thought of you. | C: Oh yes?
    | R: Yeah, so, how's it all going? | C: Fine, thanks.
C: Jo speaking. | R: Jo, Ben here, just on my Friday ring-round. | C: OK. | R: All good with you? | C: Yes thanks.
C: Jo speaking. | R: Hi Jo, it's Ben from Flowmatic, I'm your new account manager, just ringing to introduce myself really.
    | C: Hello, Ben. | R: So yeah, how's business? | C: Fine. | R: Good, good. | C: So...
C: Hello? | R: Hello Mrs Ahmed, it's Josie, from the Bell. I thought I'd just see how you were getting along.
    | C: Very well, thank you. | R: Good. And the team? | C: They're fine too.
C: This is Carl. | R: Carl, hey, it's Megan with Northstar. Just wanted to circle back with you. | C: Circle back on what?
    | R: Just, you know, to reconnect. | C: I'm pretty busy, Megan.
C: This is Carl. | R: Hi Carl, Megan with Northstar. How's your Tuesday going? | C: Fine. What are you selling?
    | R: Ha, nothing! I'm just reaching out to folks in your area. | C: Why?
C: Sam's Bikes. | R: Hi Sam, it's Cleo. | C: Hi Cleo. To what do I owe the pleasure?
    | R: Oh, you know, just seeing how the land lies. | C: The land's fine.
C: Hello? | R: Hi Moira, it's Dan from Fells, just checking in. | C: Oh, hi. | R: How's everything? | C: Fine.
C: Hello? | R: Hi Moira, it's Dan. I was just passing the phone and thought I'd say hello. | C: Oh, right, well. | R: So, how are you? | C: Busy.
C: Bright's. | R: Hi, it's Kim at Farrow's. | C: Hi, Kim. What's up? | R: Oh, nothing much. Just seeing how you are. | C: Fine.
C: Bright's. | R: Hi, it's Kim at Farrow's. | C: What's it regarding? | R: It's just a courtesy call. | C: Meaning what?
C: Yes? | R: Good morning, sir, this is Ravi from Sunrise. | C: Yes, tell me, why are you calling? | R: How are you, sir?
    | C: I am fine, what is it?
C: Dave. | R: Dave, hi, it's Lou, from Carter's. | C: Hi. | R: Is this a good time? | C: It's all right.
    | R: Great. Are you still at Unit Four? | C: We are. | R: And still with twelve staff?
C: Hello. | R: Hello, it's Jen from Otter. | C: Oh, hello. | R: Did you have a nice Christmas? | C: Yes, thanks.
    | R: And how's the family? | C: Good, good. | R: Lovely. | C: Yes.
C: Sipho. | R: Sipho, Johan here. | C: What can I do for you, Johan? | R: Ag, just touching base, man. | C: On what?
C: Hello. | R: Hello, Mrs Bell, I'm following up. | C: On what? | R: Just generally, to see where you're at. | C: I'm in a meeting.
""",
    "renewal": """
C: Hello. | R: Hi Raj, it's Lena at Fitwell. I was just wondering how you're doing. | C: Good. | R: Oh good. | C: Was there something else?
C: Hello. | R: Hi, it's Al from Safebox, I'm just giving you a wee call. | C: OK. | R: To see how you're getting on. | C: Fine.
C: Bright's. | R: Hello, Safebox here. | C: Yes? | R: Am I speaking to the owner? | C: You are.
    | R: And is the address still Mill Lane? | C: It is. What's this for? | R: Just updating our records. | C: Why?
""",
}

SAID: dict[Kind, str] = {
    "purpose": """
C: Hello? | R: Hi Moira, it's Dan from Fells. I'm ringing about the blades you asked for. | C: Oh, good. | R: They came in today.
    | C: Great. | R: Shall I drop them in on Friday?
C: Hello? | R: Hi Moira, it's Dan, just checking in on the order for the blades: do you still want twenty? | C: Yes, twenty.
    | R: Great. | C: When? | R: Friday.
C: Hello? | R: Hi Moira, how are you? | C: Good, you? | R: Good. So, the blades are in, and I'd like to get them over to you.
    | C: Lovely. | R: Friday?
C: Hello? | R: Hi, is that Moira? | C: No, I'll get her. | R: Thank you. | C: Hello, Moira speaking.
    | R: Hi Moira, it's Dan from Fells. | C: Hi, Dan. | R: I'm calling about the blades. | C: Yes?
C: Bright's. | R: Hi, it's Kim at Farrow's. | C: What's it about?
    | R: The survey. We've had the results and I want to go through them with you. | C: OK. | R: Have you got ten minutes?
C: Bright's. | R: Hi, it's Kim at Farrow's. | C: Is this about the survey? | R: It is. | C: Good. | R: The results are back. | C: And?
C: Yes? | R: Good morning, sir, Ravi from Sunrise, you had asked for the rate list. | C: Yes, yes. | R: I have it with me.
    | C: Tell me. | R: A four is two eighty a ream.
C: Oh, Dan, good, you rang, I've a problem with the saw. | R: What's it doing? | C: It's jamming. | R: Since when? | C: Monday.
    | R: I'll send a man today.
C: Sipho. | R: Sipho, let me just check in the system here, sorry. Right. Your cameras are late and I need to move the fitting.
    | C: OK. | R: Would the ninth suit? | C: Yes. | R: Great.
C: Hello. | R: Hello, Mrs Bell, it's not just a courtesy call, I'm after your decision on the windows. | C: Oh, yes.
    | R: Are you happy with the price? | C: I am. | R: Lovely.
C: Dave. | R: Dave, we said we'd speak today about the second van. | C: We did. | R: Is it still a yes? | C: It is.
    | R: Then let's do the paperwork.
C: Hello. | R: Morning. Could I book you in for the annual inspection? | C: When? | R: The third. | C: Fine. | R: Great.
""",
    "renewal": """
C: Hello. | R: Hi, it's Al from Safebox. How's the alarm been? | C: Not bad. | R: Not bad? | C: It goes off at night.
    | R: How often? | C: Twice a week. | R: And what happens then? | C: I get up.
    | R: I'd like to put that right before your contract's up in May.
C: Hello. | R: Hi, it's Al. Your contract's up in May, so I'm calling to go over it with you. | C: OK. | R: How's it been?
    | C: Fine. | R: Good.
""",
    "service": """
C:R: Hello, just checking in the deliveries, bear with me. | C: OK. | R: Right, what can I do for you? | C: Two blades. | R: OK.
    | C: And a belt. | R: Fine.
""",
    "relationship": """
C: Hello? | R: Hi Moira, just calling to say hello. | C: Oh, lovely. | R: How are you? | C: Fine. | R: And the boat? | C: Great. | R: Good.
""",
}


def cases(table: dict[Kind, str]) -> list[tuple[Kind, str]]:
    return [(kind, text) for kind, texts in table.items() for text in lines(texts)]


@pytest.mark.parametrize(("kind", "text"), cases(MISSING))
def test_a_call_without_a_purpose_is_told(kind: Kind, text: str) -> None:
    assert "state-purpose" in prompts_of(text, kind)


@pytest.mark.parametrize(("kind", "text"), [*cases(SAID), *cases(BUSINESSLIKE)])
def test_a_call_with_one_is_left_alone(kind: Kind, text: str) -> None:
    assert "state-purpose" not in prompts_of(text, kind)


def test_asked_why_the_prompt_is_an_answer() -> None:
    _, facts = run("C: Bright's. | R: Hi, it's Kim. | C: What's this about? | R: How are you today? | C: What do you want?")
    assert [fact.urgency for fact in facts if isinstance(fact, PromptShown) and fact.prompt == "state-purpose"] == ["answer"]


def test_its_evidence_is_quoted_from_what_was_said() -> None:
    state, facts = run("C: Bright's. | R: Hi, it's Kim. I'm just, um, calling to touch base. | C: Oh, hello.")
    (shown,) = [fact for fact in facts if isinstance(fact, PromptShown) and fact.prompt == "state-purpose"]
    said = {utterance.id: utterance.text for turn in state.turns for utterance in turn.utterances}
    assert all(quote.quote in said[quote.utterance] for quote in shown.evidence)
    assert "touch base" in shown.evidence[0].quote
