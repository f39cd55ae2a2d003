"""Life and business told apart in the opening, where small talk matters: said by the rep as the reply to a client who rings with a need."""

import pytest

from assistant.events import Act, Evidence
from assistant.state import Turn, Understanding, Utterance
from assistant.understanding.fold import fold
from tests.assistant.understanding.calls import DATE, lines, turns_of

SMALL_TALK = """
How was the trip to Portugal?
How's that new grandson of yours?
Did you get the fence fixed after the storm?
I hear you've been sunning yourself in Tenerife!
Was that your lad I saw in the paper, with the trophy?
How's the weather over there? It's bucketing down here.
Did you see the match last night? What a finish.
How's your mum getting on after the hip?
Are you all set for Christmas?
You're back! How was the honeymoon?
Man, it's a scorcher today, isn't it? I'm melting.
How are the kids? Is the little one sleeping through yet?
Did the dog ever turn up?
I thought you'd be out on the golf course on a day like this.
So did Emma pass her driving test?
How did the marathon go?
Happy birthday! Did they make you a cake?
We've had nothing but rain all week. How is it with you?
Did you get away at half term?
How's the garden coming on?
I saw your photos of the wedding, she looked beautiful.
Did you catch the rugby on Saturday?
Still playing the guitar?
How's the new puppy? Has he eaten the sofa yet?
Tell me, how was Goa?
Is it true you've bought a boat?
Did you manage to get tickets for the concert in the end?
And how's retirement treating your dad?
You sound full of cold, you poor thing.
Have you had your holidays yet?
What about that game on Sunday, eh?
I was just telling my wife about your camper van.
How's the house move going?
Did you watch the final?
My daughter's just started university, can you believe it?
How was your weekend? Get up to anything nice?
Are the twins walking yet?
I still haven't got over that Christmas party.
Isn't it a gorgeous day? I had my lunch in the park.
Happy new year! Did you do anything special?
Did you survive the snow?
Any luck with the fishing this year?
So, how was the big day? Did he cry?
Oh, you must be exhausted, how was the flight?
I heard your daughter got into Trinity, congratulations!
How's the knee? Are you back running?
Eh, did the boys win on Sunday?
Howzit, my friend, did you braai for Heritage Day?
How was Diwali? Did the whole family come?
Was it you I saw at the farmers' market on Sunday?
Has your sister had the baby?
Ah, the woman herself! And how's himself, is the back any better?
How was your Thanksgiving? Did you fry the turkey?
Did you lose power in the storm?
Tell me you're not still in plaster.
How are you finding the new house?
Did your team go up in the end?
How's life in the country?
Been anywhere nice?
And the kids, back at school?
"""

BUSINESS = """
What can I do for you?
How can I help?
Go ahead, what do you need?
What's up?
Fire away.
Right, what are you after?
Is it about the delivery?
Yes, hello, what can I get you?
I've got your order in front of me. What's the problem?
Can I take your account number?
What seems to be the trouble?
Is the machine playing up again?
Sure, what's going on with it?
What's happening with the pump?
Are you ringing about the invoice?
Let me just pull up your account.
Can I take your postcode, please?
One moment, let me get a pen.
Tell me what's happened.
I was about to ring you, the parts came in this morning.
Are you calling about the quote I sent?
I've had the engineer's report on the boiler, is that what it's about?
How many do you need?
Which machine is it?
Bear with me one second.
Sorry about the wait, the lines are busy. How can I help you today?
Hello again. Did the driver find you?
What have you got for me?
When do you need it by?
Have you an order number there?
Is this the Kent Street site or the depot?
Did the replacement valve arrive?
Good timing, I have your samples here.
I'm all ears.
What's the story with the fridge?
Is it still leaking?
Talk to me, what do you need?
Oh good, I wanted to ask you about Thursday's delivery.
You're through to accounts. What's your query?
What was the order number?
Can you hear me all right?
The line's terrible, say again?
Sorry, who's calling?
And which company are you with?
I'm fine, thanks. What can we sort out for you?
I'm good, thanks. And you?
Very well, thank you, and yourself?
Fine. How are you?
Grand, thanks. What can I get you?
Before the chat, tell me what you need.
Lovely to hear you. What are we short of this week?
Not too bad. Same order as last week?
Hi there. Is it the usual?
Hello, yes, I can help with that.
Hold on, let me turn the radio off. OK, go on.
What size are you looking for?
Do you want me to put you through to service?
Yes, this is the service desk.
I'm listening.
"""


@pytest.mark.parametrize("say", lines(SMALL_TALK))
def test_life_outside_the_business_is_small_talk(say: str) -> None:
    (reply,) = turns_of(f"C: Hello, it's Priya at Northgate. | R: {say} | C: Hm.", "service")[1:2]
    assert any(act.act == "small-talk" and act.confidence >= 0.6 for act in reply.acts), [(act.act, act.evidence.quote) for act in reply.acts]


@pytest.mark.parametrize("say", lines(BUSINESS))
def test_business_and_the_forms_of_an_opening_are_not_small_talk(say: str) -> None:
    (reply,) = turns_of(f"C: Hello, it's Priya at Northgate. | R: {say} | C: Hm.", "service")[1:2]
    assert not reply.does("small-talk"), [(act.act, act.evidence.quote) for act in reply.acts]


@pytest.mark.parametrize(("confidence", "begun"), [(0.7, False), (0.95, True)])
def test_tell_me_that_asks_for_a_story_begins_no_business(confidence: float, begun: bool) -> None:
    words = "Tell me, did ye get to the races at all"
    asks = Act(act="ask-need", evidence=Evidence(utterance="u3", quote="Tell me"), confidence=confidence)
    talks = Act(act="small-talk", evidence=Evidence(utterance="u3", quote=words), confidence=0.96)
    reply = Turn(number=3, side="rep", utterances=(Utterance("u3", "rep", 5.0, 8.0, f"{words}?", final=True),), acts=(asks, talks))
    assert (fold(Understanding(), reply, "service", DATE).business is not None) is begun
