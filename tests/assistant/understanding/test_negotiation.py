"""Next steps, agreed or not, over the turns it takes to agree them."""

import pytest

from tests.assistant.understanding.calls import lines, run

AGREED = """
R: So I'll have the truck on your dock at nine tomorrow morning. | C: Nine's perfect.
R: I'm calling you Thursday, then. | C: Thursday's fine.
R: I can do Thursday, half eight. | C: Thursday, no. Friday? | R: Friday, half eight. The twenty-seventh. | C: Friday half eight, perfect.
R: I'll send the quote over. | C: When? | R: By Thursday. | C: Lovely.
R: I'll ring you in half an hour. | C: Fine.
R: I'll ring you at four. | C: OK, bye.
R: Could I pop in on Tuesday at ten? | C: Tuesday at ten works for me.
R: Can we meet next week? | C: How about Wednesday? | R: Wednesday it is.
R: Shall we say the fourteenth? | C: Go on, then.
R: Would Monday suit you for the survey? | C: Monday's no good. Tuesday? | R: Tuesday's fine.
C: Can you get them here by Friday? | R: Friday, no problem.
C: Could you call me back tomorrow morning? | R: Will do.
R: Tuesday or Wednesday, I'll bring the samples round. | C: Perfect.
R: They'll be with you first thing Monday. | C: Brilliant, thanks.
R: My engineer can be there this afternoon. | C: Grand.
R: We'll have the van with you by noon tomorrow. | C: Great stuff.
R: I'll email the contract by the end of the day. | C: OK, I'll look out for it.
R: So every Thursday from now on, two trays, dropped at the back door. | C: Sounds good. | R: I'll start you this Thursday. | C: Lovely.
R: I'd like to come and see you. | C: Thursday's good. Say nine. | R: Nine o'clock Thursday.
R: What day's best for the install? | C: The 22nd. | R: I'll book it for the 22nd. | C: Great.
C: Send me the figures by Wednesday and I'll look at them. | R: You'll have them Wednesday.
R: Let's have a call on Friday at two. | C: Two o'clock Friday. Yep.
R: How about I drop by at half three? | C: Half three, fine.
R: Does Thursday at ten work for a demo? | C: Ten works.
R: I can get the lads out to you on Saturday. | C: That'd be great.
R: I'll put you down for the sixth of May, at eleven. | C: Smashing.
C: I'll ring you on Monday with the numbers. | R: Perfect, speak Monday.
C: I'll have the form back to you by Friday. | R: Wonderful, thank you.
R: I'll give you a bell tomorrow at noon, then. | C: Noon tomorrow. Cheers.
R: I can do Thursday. | C: What time? | R: About half nine? | C: Half nine's perfect.
R: It'll go out tonight, so you'll have it tomorrow. | C: You're a star.
R: I am sending the revised offer today itself, by six. | C: OK, thank you, sir.
R: Then I shall come on Saturday, eleven o'clock. | C: Right, done.
R: Pop it in the diary for the third, will you? Ten o'clock. | C: It's in the diary.
R: I'm going to call you Thursday after lunch and we'll sort the paperwork. | C: OK, sounds like a plan.
R: Could you have the site ready for the crew by seven on Monday? | C: Yeah, we can do that.
R: Are you free on Tuesday for a quick demo? | C: I am, yeah. After two. | R: Quarter past two? | C: Quarter past two it is.
R: We could look at it together tomorrow at nine. | C: Tomorrow at nine. I'll have coffee on.
R: I'll see you Monday at eight, then. | C: See you Monday.
R: I'll text you the tracking by five. | C: Ta.
R: Let me bring the samples on Friday morning. | C: Friday morning, lekker.
R: Next Tuesday at three at your office? | C: Next Tuesday at three.
R: The team can fit it on the ninth. | C: The ninth is ideal.
R: I'll have Sipho phone you within the hour. | C: OK, thanks.
R: I'll ring you back in ten minutes with a price. | C: Right you are.
R: Could I pop in Thursday? | C: Thursday I'm at the mart. Friday? | R: Friday, then. | C: Grand.
R: Shall I come on Monday at ten? | C: Monday's the bank holiday. Make it the Tuesday. | R: Tuesday at ten, me and Mandy, and I'll bring the book.
R: Wednesday, then? I can be at the shop by eleven. | C: Make it twelve. | R: Twelve, Wednesday.
R: Thursday the fourth or Friday the fifth? I bring my senior along. | C: Friday's better. Ten o'clock. | R: Friday the fifth, ten o'clock.
R: Shall I ring you at, say, half ten? | C: Half ten at night, yeah.
R: Can I come round with the samples? Thursday or Friday? | C: Friday. | R: What time? | C: Six.
R: Would half seven be too early for you? | C: Half seven's dead on. | R: Half seven, so.
C: You get it to me this Thursday. | R: I can drop it in Thursday on my way.
R: Could I see you Tuesday at nine? | C: I'll have the gate open for you.
R: When should he come to you? | C: Let him come tomorrow at nine, please. | R: Tomorrow at nine, he will be there.
R: Forty of the purple and two dozen flaxes, on our truck Thursday morning. All right? | C: Perfect.
"""

NOT_AGREED = """
R: I'll be in touch. | C: OK.
R: I'll send you something. | C: Fine.
R: Maybe sometime next week. | C: Sure.
R: I'll call you next week. | C: Lovely.
R: I'll ring you when you're back. | C: Great.
R: I'll call you soon. | C: OK, thanks.
R: I'll call you Thursday at ten. | C: I'll have to see.
R: I'll pop by on Tuesday. | C: No, don't do that.
R: Would Friday suit? | C: I'd have to check with my wife.
R: Could we meet on Monday? | C: I don't know yet. Leave it with me.
C: I'll let you know. | R: Perfect.
C: Just send me an email. | R: Will do.
C: Give me a call after the holidays. | R: OK, great.
C: I'll think about it. | R: No problem.
C: I'll ring you after. | R: Whenever suits.
C: We shut at half four. | R: OK.
C: I've a tender going in at two. | R: Right.
C: The auditors are coming on the sixteenth. | R: OK, I see.
C: My daughter's getting married on Saturday. | R: Oh, lovely!
C: We were in Spain until Tuesday. | R: Great.
C: The contract ends on the thirtieth. | R: Yes, that's right.
R: We spoke on Tuesday. | C: Yes, we did.
R: I can do twelve percent off. | C: OK.
R: I'd love to come and see you. | C: Yeah, sure. | R: Great.
R: I'll drop in if I'm passing. | C: OK.
C: I need a collection today. Can you do it? | R: I think so. I'll look at what's running. | C: Thanks.
R: I'll have a look and get back to you. | C: Cheers.
R: Let's catch up in the new year. | C: Sounds good.
R: I'll get somebody to give you a ring. | C: OK, thanks.
R: We should do lunch one of these days. | C: Definitely.
R: I'll try and get there Thursday. | C: We'll see.
C: We'll probably decide in a couple of weeks. | R: OK, fine.
R: Shall I come on Thursday at two? | C: Thursday I'm in Leeds all day.
R: I'll see what I can do. | C: Thank you.
C: Eighteen four times four? Come on. We don't have that. | R: Can I put you down today? | C: Today? No. | R: Sure.
R: The reason I'm calling is that hail on the fourteenth. | C: Well, I appreciate that.
C: I've told him and told him I need it by seven. | R: Aye.
R: Is the Tuesday drop still all right? | C: Yes, fine.
R: I'm calling on your supply agreement, that runs out June fifteenth. | C: OK, sure.
R: We've a lad at Shap, he could be stood at your gate inside two hours. | C: Now that I'd listen to.
C: Call me later. | R: OK.
R: Could I give you a bell next Wednesday? | C: I had a fella in from them last Wednesday, he was under you. | R: I'd look at that. | C: You do that.
R: I could come Thursday at ten. | C: Thursday at ten. Hm, let me first ask my wife what we've got on.
R: Half eight on Tuesday it is, then. | C: Whoa, I haven't said yes to it yet, have I?
R: Ten, the twelfth. | C: Hold up, no. Scrap that, I'm away all month.
R: I can do Friday at two. | C: I don't want to be tied to it.
C: We were two short when the vans were down at the same time. | R: OK.
C: We should have had two hundred and forty this morning. | R: OK, have you got your code there?
R: Would you be in, Thursday? | C: I'm never in Thursdays. | R: OK.
R: I'm just touching base with you this morning. | C: Okay.
R: Can you tell me today, yes or no? | C: Yes, I suppose.
R: Put the plan in it, how many washes in a week. | C: Sure.
R: I'll put you down for Thursday at eleven. | C: I'd have to run that past the director, she's off until Monday. | R: Okay.
"""


MORE = " | {}: Hm, and what about the other one?"
"""The call goes on, so that the last answer is read as a whole."""


@pytest.mark.parametrize("text", lines(AGREED))
def test_a_step_with_action_person_time_and_the_others_yes_is_agreed(text: str) -> None:
    step = run(text + MORE.format("C" if "R:" in text.rsplit("|", 1)[-1] else "R"))[0].understanding.next_step
    assert step is not None
    assert step.action
    assert step.who
    assert step.when


@pytest.mark.parametrize("text", lines(NOT_AGREED))
def test_what_lacks_a_time_or_a_yes_is_not_agreed(text: str) -> None:
    assert run(text + MORE.format("C" if "R:" in text.rsplit("|", 1)[-1] else "R"))[0].understanding.next_step is None
