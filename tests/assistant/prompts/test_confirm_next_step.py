"""Whole small calls, each with how it ends: with a step agreed, or with none."""

import pytest

from tests.assistant.understanding.calls import lines, prompts_of

LEFT_OPEN = """
R: I'm calling about the blades. | C: Send me some prices. | R: Will do. | C: OK, I've got to run. | R: Bye.
R: I'm ringing about your fire doors. | C: We're fine as we are, thanks. | R: No problem. I'll let you get on. | C: Bye.
R: I'm calling to offer you a survey. | C: Maybe next month. | R: Great, I'll be in touch. | C: Bye now. | R: Bye.
R: I'm calling about the lease on the copier. | C: I'd need to talk to Sheila. | R: Sure, I'll call you next week. | C: OK.
    | R: Take care. | C: You too.
R: I'm phoning about the feed order. | C: It's a bad time, there's a calf coming. | R: No worries, I'll catch you again. | C: Cheers.
R: I'm calling about the tyres. | C: Yeah, the last ones were grand. | R: Shall I put you down for eight?
    | C: I'd want to count first. | R: Right so. Talk soon. | C: Bye bye.
R: It's about the audit. | C: We did it in March. It went well. | R: Oh, brilliant. | C: Anyway, I must dash, I've a train.
    | R: Safe journey.
R: I'm calling to book your boiler service. | C: When? | R: I could do the twentieth. | C: I'd have to look. Call me.
    | R: OK, bye. | C: Bye.
R: I'm calling with the quote for the gates. It's two thousand and ten. | C: Hm, that's dear. | R: It's galvanised.
    | C: I'll have a think. Bye now.
R: I'm ringing about the Easter eggs. | C: I've a customer here. I'll give you a shout later. | R: OK, talk later.
R: I'm calling about the leaflets. | C: The contract with our printer ends on the thirtieth of June. | R: Oh, OK.
    | C: Yeah. Right, I have a meeting at ten, I need to go. | R: OK, bye.
R: I'm calling about your telephone system. | C: We're happy with what we've got. | R: Could I send you our brochure?
    | C: If you like. | R: Lovely. Have a great day. | C: And you.
R: I'm calling to see if you'd try our oat milk. | C: We get ours on Tuesdays from the dairy. | R: I see. | C: It comes at six.
    | R: OK, well, thanks for your time. Bye. | C: Bye.
R: I'm calling about the Hilux. | C: My son's coming home on Friday, I'll ask him. | R: OK, no problem. | C: OK, cheers, bye.
R: I'm calling about the payroll software. | C: You can email me the details. | R: Perfect, what's the address?
    | C: It's info at Cobb's dot com. | R: Got it. Speak soon, then. | C: Speak soon.
R: I'm calling to go over the insurance. | C: Not today, mate, we're loading. | R: When would suit?
    | C: After the harvest some time. | R: OK, I'll try you then. | C: Right, cheers, bye.
R: I'll ring you Thursday at ten about the kegs. | C: I'm not sure I'll be in. | R: We'll see how we go. | C: OK. Bye.
C: Can you do two pallets? | R: I should think so. | C: Good. I'm being called, I have to go. | R: OK.
R: I'm calling about the uniforms. | C: Hang on. | R: No rush.
    | C: Sorry, the kids' school is on the other line, I have to take this. | R: Of course.
R: How's the trial going? | C: Fine. | R: Great. So you'd like to carry on? | C: Probably. | R: Super. Well, I'll leave you to it.
    | C: Thanks, bye.
"""

SETTLED = """
R: I'm calling about the blades. | C: Send me some prices. | R: You'll have them by noon tomorrow. | C: Great. I've got to run. | R: Bye.
R: I'm calling to book your boiler service. | C: When? | R: I could do the twentieth, at nine. | C: That's fine. Bye.
R: I'm calling about the survey. Would Tuesday suit? | C: Tuesday, yes. | R: Two o'clock? | C: Two's fine.
    | R: See you Tuesday, then. | C: See you then. Bye.
C: I need four more chairs by Friday. | R: Friday's no problem, I'll bring them myself. | C: You're a star. Right, I must fly. | R: Bye.
R: I'm ringing about the feed. | C: There's a calf coming. | R: I'll ring you tonight at seven. | C: Seven, grand. Bye.
R: I'm calling about the lease. | C: I'd need to talk to Sheila. | R: Shall I ring you both on Monday at ten? | C: Yeah, do that.
    | R: Lovely. Take care. | C: Bye now.
R: It's about the gates. | C: Pop round on Saturday and measure up. | R: Saturday morning? | C: Any time before twelve.
    | R: I'll be there at eleven. | C: Right you are. Cheerio.
R: I'm calling about the phone system. | C: We could look at it in the spring.
    | R: Shall we put a date in now? The third of April? | C: The third, yes, OK. | R: I'll send an invite. | C: Fine. Bye.
R: I'm calling to go over the insurance. | C: Not now, we're loading. | R: Half an hour? | C: Make it an hour.
    | R: I'll call you in an hour. | C: OK. Bye.
R: I'm calling about the tyres. | C: I'd want to count first. I'll text you the number tonight. | R: Tonight's perfect.
    | C: Right so. Bye bye.
R: I'm calling with the quote. | C: Email it over. | R: It'll be with you in ten minutes. | C: Thanks. Bye.
R: I am calling regarding the renewal, sir. | C: Come to the office on Monday. | R: Monday at eleven, sir? | C: Eleven is OK.
    | R: Thank you, sir. | C: OK, bye.
C: Hi, my login's locked. | R: I'll reset it and ring you back at three. | C: Three o'clock, thanks. I've another call coming, bye.
R: Shall I drop the samples in on Wednesday? | C: Wednesday or Thursday, either. | R: Wednesday it is. | C: Lovely. Speak soon.
R: Can we do a demo next Tuesday at two? | C: Let me look. Yes, I can do two. | R: I'll send the link today.
    | C: Super. Have a good one. | R: You too.
R: So the usual order, on the van on Thursday. | C: Yes please. | R: Grand. Mind yourself. | C: Bye.
R: I'll have Ray with you by eleven fifteen today. | C: OK, good. Bye.
C: What about Friday, first thing? | R: Friday at eight, I'll have the lads there. | C: Perfect. | R: Right, I'll let you go. | C: Bye.
R: I'll come by tomorrow after lunch and fix it. | C: Thank you so much. | R: No bother. Bye. | C: Bye.
R: I'm calling about the contract. Could you sign it by Thursday? | C: I can do it today. | R: Brilliant, I'll look out for it.
    | C: OK, take care.
"""

NO_GOODBYE = """
R: I'm calling about the blades. | C: Hang on, somebody's at the door. | R: No rush. | C: Right, I'm back. Where were we?
    | R: The blades. | C: Yes. How much?
R: I'm calling about the doors. | C: I've got to run this past Joan. | R: Of course. | C: What's the price?
R: I'm calling about the lift. | C: Before I let you go, what does it cost? | R: Four hundred. | C: Hm.
"""


def open_calls() -> list[str]:
    return lines(LEFT_OPEN)


@pytest.mark.parametrize("text", open_calls())
def test_a_call_that_ends_with_nothing_agreed_is_told(text: str) -> None:
    assert "confirm-next-step" in prompts_of("C: Hello, Ellis and Son. | R: Hi, it's Kim at Farrow's. | " + text)


@pytest.mark.parametrize("text", lines(SETTLED))
def test_a_call_that_ends_with_a_step_agreed_is_left_alone(text: str) -> None:
    assert "confirm-next-step" not in prompts_of("C: Hello, Ellis and Son. | R: Hi, it's Kim at Farrow's. | " + text)


@pytest.mark.parametrize("text", lines(NO_GOODBYE))
def test_a_call_that_goes_on_is_left_alone(text: str) -> None:
    assert "confirm-next-step" not in prompts_of("C: Hello, Ellis and Son. | R: Hi, it's Kim at Farrow's. | " + text)
