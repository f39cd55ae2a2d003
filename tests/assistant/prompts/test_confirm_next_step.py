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
R: I'd need the size first. | C: I don't have it here. | R: Right. | C: I'll measure it and let you know. | R: Super. Bye. | C: Bye.
C: It's three weeks I've been waiting. | R: I understand. I'll chase it up. | C: Please do. I've got to go. | R: OK, sorry again. | C: Bye.
R: We deliver Mondays and Thursdays in your area. | C: OK. | R: So whenever you're ready. | C: Grand. Bye.
R: We could have it there in two days from order. | C: OK, that's quick. | R: So have a think. | C: I will. Bye.
C: I've a meeting with the board on Friday, I'll raise it. | R: Fantastic. | C: OK, bye now.
R: Will I send you a sample? | C: You can if you want. | R: I'll get one out to you. | C: OK so. Bye.
R: I'll talk to my manager about the price. | C: OK. | R: And come back to you. | C: Good. Take care.
R: We had you down for the fifth. | C: I know, but I'm away. | R: So we'll find another day. | C: Yeah. Speak soon.
C: Try me again in a month or two. | R: Will do. Thanks for your time. | C: Bye.
C: I'm on holiday until the tenth. | R: Lovely. I'll try you after that. | C: OK, bye.
R: I was going to come Tuesday. | C: Ah, don't. We're closed. | R: No bother. | C: Right. Bye.
C: They promised it for last Friday. | R: I'm sorry. | C: I'm going into a meeting. | R: I'll find out. | C: OK.
R: The offer runs until the thirty-first. | C: OK. | R: So there's time. | C: Great, bye.
C: My boss is back on Thursday. | R: Great, so he can decide. | C: He'll call you. | R: Perfect. Bye.
R: I'll pencil you in for Tuesday. | C: Don't pencil me in yet. | R: OK. | C: Bye.
R: I'll ring you tomorrow at two. | C: I'd rather you didn't. | R: Fair enough. Bye.
R: Can I email you Friday to see where you're at? | C: We'll see. I have to go. | R: OK, bye.
C: Sorry, I need to go, my two o'clock is here. | R: No problem, I'll try you later in the week. | C: OK.
R: So what do you think? | C: I think I need to sleep on it. Bye.
R: Leave it with me. | C: OK. | R: I'll sort it. | C: Thanks, Bill. Take care.
C: Send over the contract when you get a minute. | R: Will do. | C: Cheers, bye.
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
R: What about Wednesday? | C: Wednesday I'm at the other branch. Thursday? | R: Thursday, then. Morning or afternoon?
    | C: Afternoon. | R: Two? | C: Grand. | R: See you then. | C: Bye.
R: I could swing by on my way home, about five? | C: We're open till six, so yeah. | R: Five it is. | C: Cheers, bye.
C: When can you get somebody out? | R: Earliest is Monday, between eight and twelve. | C: I'll be in. | R: That's booked, then.
    | C: Thanks, bye.
R: I'll have the paperwork with you Friday lunchtime. | C: I'll keep an eye out. | R: All the best. | C: Bye.
C: Ring me at home tonight, after eight. | R: After eight, I will. | C: Right, back to the grind. Bye.
R: Let me put a demo in for the twelfth, at two. | C: I'm just looking. The twelfth is clear. | R: I'll send the invite.
    | C: Great, thanks, Lou. Bye.
R: Would you manage a quick look on site Friday? | C: I would, aye. Make it early. | R: Eight? | C: Eight's fine. | R: Lovely. Cheerio.
R: Can I call you Monday once you've spoken to him? | C: Monday afternoon's better. | R: Three? | C: OK.
    | R: Great, talk to you Monday. | C: Bye bye.
R: So I'll do the quote tonight and we'll speak in the morning? | C: Sure, before ten though. | R: Before ten. | C: Take care.
C: I'd like the big one, by Saturday if you can. | R: Saturday morning, delivered. | C: Smashing. Ta-ra.
R: My colleague Anil will come on Wednesday, 11 a.m. | C: OK sir, no issue. | R: Thank you, sir, bye.
R: We meet tomorrow itself at your shop, five o'clock. | C: Done. | R: OK, bye.
R: I shall revert by end of day with the revised rate. | C: Fine, fine. | R: Thank you, ma'am. Bye.
R: I'll pop up Friday week, sure. | C: Do, and we'll have the kettle on. | R: Mind yourself. | C: God bless, bye.
R: The crew can start Tuesday. | C: Tuesday's perfect, we're shut. | R: Seven thirty, at the gate.
    | C: I'll open up. Right, must crack on. | R: Bye.
C: Put me down for the same again, Thursday's van. | R: Same again, Thursday. Done. | C: Good man. Bye.
R: I'll call you back in twenty minutes, once I've checked the stock. | C: No worries, I'm here. | R: Bye for now.
R: How does the 3rd look? | C: The 3rd is good, but after three. | R: Half three, your office. | C: See you then. | R: Bye.
R: Can you do a Teams call at four today? | C: I can do four thirty. | R: Four thirty it is, I'll send the link. | C: Cool. Later.
C: Let's talk again Thursday. Same time? | R: Thursday, same time. I'll ring you. | C: Lovely, have a good week.
R: I'm going to get Mark to ring you first thing tomorrow. | C: He can ring from seven. | R: I'll tell him. | C: OK, thanks a lot, bye.
C: I'll drop the keys at your office on my way in tomorrow. | R: Brilliant, we open at eight. | C: Bye.
R: It'll be on the two o'clock delivery today. | C: Great, we need it. | R: No problem. Bye now.
R: Will I put you in for Tuesday? | C: Do. | R: Half ten? | C: That'll do. | R: Good luck. | C: Bye bye bye.
C: Come over Saturday, I'll show you the field. | R: Saturday suits. About nine? | C: Nine, yeah. | R: See ya then.
R: Shall we pencil in the 14th? | C: Pencil it in. | R: Ten in the morning. | C: Yep. | R: Have a good day.
R: I can have it installed by the end of the week. | C: Please. | R: I'll book it for Friday. | C: Thank you. Bye.
R: If you email me the drawings today, I'll price it for Monday. | C: You'll have them in an hour. | R: Super. | C: Bye.
R: I'll hold the price until Friday and ring you Friday at noon. | C: Fair enough. | R: Take it easy. | C: You too.
R: Could we say Tuesday, ten, at your place? | C: We could. | R: Good stuff. | C: Right, I'm off. Bye.
R: I'll be round on Thursday with the swatches. | C: After two, please. | R: After two. | C: OK, bye.
R: Next Wednesday, half two? | C: Should be OK. Yes. | R: I'll confirm by email this afternoon. | C: Thank you. Goodbye.
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
