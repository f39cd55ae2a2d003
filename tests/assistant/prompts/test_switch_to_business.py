"""Small calls whose opening stays with the weather, and calls that get to business in good time."""

import pytest

from assistant.events import Kind
from tests.assistant.understanding.calls import lines, prompts_of

DRIFTING: dict[Kind, str] = {
    "purpose": """
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
""",
    "renewal": """
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
R: Fells Tools, Dan speaking. | C: Hi Dan, it's Moira. How are you? | R: Good, thanks, Moira. What do you need? | C: Two blades.
R: Good morning, Farrow's, how can I help? | C: Morning, our boiler's gone off. | R: Oh no, not in this cold. What's the address?
    | C: Four Mill Lane.
R: Otter Labels, Jen. | C: Hi Jen, it's Bev. | R: Hi Bev! I want to hear about Rome, but first, what do you need?
    | C: Labels, a thousand. | R: No problem.
R: Delta Hire. | C: Bill, it's Hank. I need a digger. | R: What size? | C: A three tonne. | R: OK.
R: Shannon Fuels. | C: It's the hotel here, we're nearly out of oil. | R: We can't have that. How much have you left? | C: A foot.
R: Hello, Sunrise. | C: Hello, can you hear me? | R: Yes, yes. Tell me. | C: The printer is not working. | R: Which model?
R: Hello, IT desk. | C: Hi, I'm locked out. | R: No problem. Can I take your staff number? | C: Four one nine two. | R: Thanks.
R: Northgate Vets, Sally speaking. | C: Hi, it's about my dog's tablets. | R: OK, what's his name? | C: Rufus. | R: And the surname?
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


@pytest.mark.parametrize(("kind", "text"), cases(IN_TIME))
def test_a_call_that_gets_to_business_is_left_alone(kind: Kind, text: str) -> None:
    assert "switch-to-business" not in prompts_of(text, kind)
