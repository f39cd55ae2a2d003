"""Small calls whose opening stays with the weather, and calls that get to business in good time."""

import pytest

from assistant.events import Kind
from tests.assistant.prompts.businesslike import BUSINESSLIKE
from tests.assistant.understanding.calls import lines, prompts_of

DRIFTING: dict[Kind, str] = {
    "purpose": """
C: Delgado Roofing. | R: Hey Luis, it's Amy over at Crest Lumber. | C: Amy! Long time. How've you been?
    | R: Good, good. Hey, did you ever finish that deck of yours? | C: Almost. My brother-in-law keeps stealing my saw.
    | R: Ha! Mine too.
C: Hello, Marsh Farm. | R: Morning Tom, it's Bea from Agriseed. How're you keeping?
    | C: Oh, fair to middling. The wife's had her knee done. | R: Has she? How's she getting on? | C: Driving me up the wall.
    | R: I bet she is.
C: Good afternoon. | R: Good afternoon, Mrs Tan, this is Wei Ling from Brightcare. How are you today? | C: I'm good, thanks. You?
    | R: Very good. Wah, yesterday the rain so heavy, hor? | C: Ya lah, my laundry all wet. | R: Mine also.
C: Yebo, hello. | R: Hello Mr Dube, it's Anele from Tradepoint. How's it? | C: Sharp, sharp, and you?
    | R: All good. Eish, this load shedding, hey. | C: Tell me about it. We sat in the dark till ten. | R: Same, same.
C: G'day. | R: G'day Mick, Shaz from Toolworld. How ya going? | C: Not bad. You? | R: Can't complain. You see the footy?
    | C: Don't talk to me about it. | R: Ha, four goals down!
C: Hello, Okonkwo Logistics. | R: Good morning sir, it's Tunde from PowerMax. How is the family, sir?
    | C: We thank God. They are fine. | R: And madam? She has delivered? | C: Yes, a baby girl. | R: Congratulations, sir!
C: Hi, Nora here. | R: Nora, it's Finn. Any craic? | C: Divil a bit. We were at the Fleadh at the weekend.
    | R: Were ye? I hear it was mighty. | C: It was. I didn't get to bed till five. | R: Good woman.
C: Hello? | R: Hi Moira, it's Dan from Fells. How are you? | C: Grand, just back from Lanzarote. | R: Oh, lovely, was it hot?
    | C: Roasting. | R: Where did you stay?
C: Hello, Bright's. | R: Hi, it's Kim at Farrow's. How's things? | C: Good, you? | R: Great. Did you watch the final?
    | C: I did! What a goal. | R: I was screaming at the telly.
C: Dave speaking. | R: Dave, it's Lou. | C: Lou! How's the new baby? | R: She's gorgeous. She's smiling now. | C: Ah, lovely.
    | R: Not sleeping, mind.
C: Kapoor Traders. | R: Good morning, Mr Kapoor, Ravi here from Sunrise. How are you, sir? | C: Fine, fine.
    | R: And how was Diwali, sir? | C: Very good, all the family came. | R: Very nice.
C: Hiya. | R: Hello, it's Jen from Otter Labels. You all right? | C: Yeah, not bad. This rain, though.
    | R: I know, it's awful. My garden's under water. | C: Ours too, we've lost the fence.
C: This is Hank. | R: Hank, Bill over at Delta. How you doing? | C: Oh, you know. Getting old. | R: Ha! How's that bass boat?
    | C: Sold it. Bought a bigger one. | R: You did not!
C: Hello, Sipho speaking. | R: Howzit Sipho, Johan here. | C: Hey, Johan! Did you see the Boks? | R: What a game, hey?
    | C: That try in the corner! | R: Unbelievable.
""",
    "service": """
R: Greenway Glass, Rosa. | C: Hi Rosa, it's Dee at the salon. | R: Dee! Love what you did with my mum's hair! | C: Aw, bless her.
    | R: She's been showing it off all week.
R: Ironside Gym Repairs. | C: Hi, it's Pat from Core Fitness. | R: Pat, how's the new arrival? | C: Loud! | R: I can imagine.
R: Ironside, Col speaking. | C: Col, it's Pat. | R: Pat! What about Saturday, eh? Three nil! | C: Don't. I had a tenner on it.
    | R: You never.
R: Hello, Cove Fuels. | C: Hello, it's Ann at the lodge. | R: Ann, I was just thinking of ye, with that wind last night.
    | C: It took the roof off the hen house. | R: Go 'way!
R: Peak Dental Labs, Sunil. | C: Hi Sunil, it's Dr Brook's surgery. | R: Hello! You're sounding very jolly today.
    | C: I've just booked my holiday. | R: Ooh, where?
R: Fells Tools, Dan speaking. | C: Hi Dan, it's Moira. | R: Moira! How was Lanzarote? | C: Oh, gorgeous. | R: Was it hot?
R: Good morning, Farrow's. | C: Morning, it's Ellis and Son. | R: Ah, Mr Ellis. Did your lad get into the team? | C: He did. | R: Good man.
R: Otter Labels, Jen. | C: Hi Jen, it's Bev, how are you? | R: I'm all right, thanks. Isn't this weather shocking? | C: Terrible.
    | R: I'm drenched.
R: Hello, Delta Hire. | C: Bill, it's Hank. | R: Hank! I saw your boy's wedding photos, my goodness. | C: Weren't they something?
    | R: Beautiful.
R: Sunrise Stationers, Ravi. | C: Hello, Kapoor here. | R: Kapoor sahib! How is your daughter, she is in Canada now?
    | C: Yes, Toronto. | R: Very cold there.
R: Hello, Shannon Fuels. | C: Hello, it's Máire from the hotel. | R: Máire, how are you? Did you get to the match on Sunday?
    | C: I did, I lost my voice. | R: Ha!
C:R: Good afternoon, Shannon Fuels, how may I help you? | C: Hi, it's Máire from the hotel. | R: Máire! Did you get to the match on Sunday?
    | C: I did, I lost my voice. | R: Ha!
""",
    "renewal": """
C: Yes? | R: Hello Joan, Ty from Cascade. How's it going? | C: Good. You? | R: Great. I was in shorts yesterday, this weather!
    | C: Crazy. | R: Totally crazy.
C: Hello. | R: Hello, it's Priya from Guardline. How are you? | C: Very well. You? | R: Good, thanks. How was your holiday?
    | C: Lovely, we went to Crete. | R: Oh, I love Crete.
C: Bright's Garage. | R: Hi, Tom, it's Al from Safebox. | C: Al! Enjoying the snow? | R: Stuck in it! The kids are off school.
    | C: Same here.
""",
}

IN_TIME: dict[Kind, str] = {
    "purpose": """
C: Hello? | R: Hi Moira, it's Dan from Fells. How are you? | C: Grand, and you?
    | R: Good, thanks. I'm calling about the new blades. | C: OK. | R: When could I show you?
C: Hello, Bright's. | R: Hi, it's Kim at Farrow's, I'm ringing to arrange your survey. | C: Oh, hi Kim. How are you?
    | R: Fine, thanks. How's Thursday? | C: Thursday's OK.
C: Dave speaking. | R: Dave, it's Lou. | C: Lou! How's the new baby?
    | R: She's lovely, I'll tell you all about her in a minute. I'm ringing about the van. | C: Go on.
C: Reception. | R: Could I speak to Mr Kapoor, please? | C: Who's calling? | R: It's Ravi from Sunrise. | C: One moment, please.
    | R: Thank you. | C: Kapoor. | R: Good morning, sir, I'm calling about the pending order.
C: Hello? | R: Hi, is that Jen? | C: It is. | R: Can you hear me all right? | C: Just about, you're breaking up.
    | R: Is that better? I'm calling about the labels. | C: Much better.
C: Hello. | R: Hello, it's Priya from Guardline. | C: What's this about? | R: It's nothing to worry about.
    | C: So what do you want? | R: I want to fix your service visit.
C: Hello, is that about the drains? | R: It is, yes. I want to book the camera in. | C: Good. It's been raining in on us. | R: Oh dear.
C: Morning. | R: Morning, it's Al. I'm calling to fix the fitting. | C: OK. | R: Is the twentieth all right? | C: Yes.
    | R: Lovely. How was the wedding? | C: Perfect. We danced all night. | R: Ha!
""",
    "service": """
C:R: Seaward, Tam speaking. | C: Tam, it's Iain. What a day, eh? | R: Glorious. What can I do for you, Iain? | C: My winch is stuck.
    | R: Which side?
C:R: Bean Bros. | C: Hi, it's Ellen. The grinder's died. | R: Oh no! On a Friday! What's it doing? | C: Nothing. | R: Right.
C:R: Fitwell. | C: Hi, is that reception? | R: It is. | C: I left my bag there. | R: What colour is it?
C:R: Good afternoon, Beacon Roofing, how can I help? | C: Hello, I've water coming in over the bed.
    | R: Oh dear, that's no good. Whereabouts are you? | C: Elm Road. | R: OK.
C:R: Orient Print. | C: Hello, my namecards, the phone number is wrong. | R: Aiyo, sorry ah. Which number? | C: The mobile. | R: OK.
C:R: Hello, Glenside Gates, Jim here. | C: Jim! It's Pat. How's the new grandchild?
    | R: A dote, thank you, Pat. Now, what can I do for you? | C: A hinge. | R: Which?
C:R: Apex Parts, Tina. | C: Hey Tina, it's Reyes. | R: Hey there! Brake pads again? | C: You know it. | R: How many?
C:R: Harlequin. | C: Owen, it's Deb. I'm dripping. | R: The balcony? | C: The balcony. | R: I'm on my way.
C:R: Peak Dental Labs, Sunil. | C: Hi Sunil, it's Dr Brook's surgery. We've a crown that doesn't fit.
    | R: Oh dear. Which one, the upper six? | C: That's it. | R: OK.
C:R: Peak Dental Labs, Sunil. | C: Hi Sunil, how are you? | R: Not bad, not bad. Busy. What have you got for me? | C: A crown. | R: OK.
C:R: Cove Fuels. | C: Hello, it's Ann at the lodge. Cold enough for you? | R: It's bitter. Are you needing oil, Ann? | C: I am. | R: How much?
C:R: Harper Florists, Bea speaking. | C: Hello, it's about flowers for my mother's funeral.
    | R: I'm so sorry for your loss. When is the service? | C: Friday. | R: And what did she like?
C:R: Paws Vets. | C: Hi, my dog's been sick all night. | R: Oh, poor thing. What has he eaten? | C: A sock. | R: Right.
C:R: Blue Line Travel, Mo speaking. | C: Hi, I want to change our flight to Tenerife.
    | R: Sure, lovely place. What's the booking reference? | C: X4. | R: Thanks.
C:R: City Caterers. | C: Hi, I'm ringing about the buffet for the party on Saturday. | R: Ah yes, the fiftieth. What about it?
    | C: We've ten more coming. | R: OK.
C:R: Fells Tools, Dan speaking. | C: Hi Dan, it's Moira. How are you? | R: Good, thanks, Moira. What do you need? | C: Two blades.
C:R: Good morning, Farrow's, how can I help? | C: Morning, our boiler's gone off. | R: Oh no, not in this cold. What's the address?
    | C: Four Mill Lane.
C:R: Otter Labels, Jen. | C: Hi Jen, it's Bev. | R: Hi Bev! I want to hear about Rome, but first, what do you need?
    | C: Labels, a thousand. | R: No problem.
C:R: Delta Hire. | C: Bill, it's Hank. I need a digger. | R: What size? | C: A three tonne. | R: OK.
C:R: Shannon Fuels. | C: It's the hotel here, we're nearly out of oil. | R: We can't have that. How much have you left? | C: A foot.
C:R: Hello, Sunrise. | C: Hello, can you hear me? | R: Yes, yes. Tell me. | C: The printer is not working. | R: Which model?
C:R: Hello, IT desk. | C: Hi, I'm locked out. | R: No problem. Can I take your staff number? | C: Four one nine two. | R: Thanks.
C:R: Northgate Vets, Sally speaking. | C: Hi, it's about my dog's tablets. | R: OK, what's his name? | C: Rufus. | R: And the surname?
""",
    "renewal": """
C: Hello. | R: Hello, it's Priya from Guardline. Your cover ends in May, so how has it been? | C: It's been fine.
    | R: Any trouble with it? | C: No.
C: Bright's Garage. | R: Hi, Tom, it's Al from Safebox. How's the alarm been working for you? | C: On and off. | R: What happened?
    | C: It went off at night.
""",
}


def cases(table: dict[Kind, str]) -> list[tuple[Kind, str]]:
    return [(kind, text) for kind, texts in table.items() for text in lines(texts)]


@pytest.mark.parametrize(("kind", "text"), cases(DRIFTING))
def test_small_talk_that_goes_on_is_told(kind: Kind, text: str) -> None:
    assert "switch-to-business" in prompts_of(text, kind)


@pytest.mark.parametrize(("kind", "text"), [*cases(IN_TIME), *cases(BUSINESSLIKE)])
def test_a_call_that_gets_to_business_is_left_alone(kind: Kind, text: str) -> None:
    assert "switch-to-business" not in prompts_of(text, kind)
