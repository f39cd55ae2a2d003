"""How calls end, and what only sounds like it."""

import pytest

from assistant.events import ActName
from assistant.understanding.closing import closing_hits
from assistant.understanding.text import sentences
from tests.assistant.understanding.calls import lines

ENDINGS = """
Bye.
Bye now.
OK, bye-bye.
Goodbye, then.
Right, cheerio.
Ta-ra, love.
Cheers, bye.
See you later.
See you Thursday.
Speak soon.
Talk soon.
Talk to you later.
Catch you later.
Take care.
Have a good one.
Have a lovely weekend.
All the best.
I've got to run.
I've got to go.
I gotta go.
Gotta dash.
I have to go now.
I must dash.
I'd better go.
I'd best be off.
I need to get going.
I need to jump on another call.
I have to hop off.
I've got to shoot.
I really must get on.
We'd better leave it there.
I'll let you go.
I'll let you get on.
I'll let you crack on.
I'd better let you get back to it.
I'll leave you to it.
I won't keep you.
I shan't keep you.
I don't want to keep you any longer.
I've taken up enough of your time.
Let me let you go.
I'm late for a meeting.
I'm about to board.
I'm being called into a meeting.
I've got another call coming in, can I call you back?
I can't talk now.
This isn't a good time.
Can you call me back another time?
I'll call you again some other time.
We've all got to get out.
I'm going to have to go, love.
I've to go, the school's on the phone.
sorry i gotta run
ok well i better let you go
I have to pick up the kids.
I need to head out.
I have to get back to work.
Go on, go.
Let's leave it there for today.
OK, good night.
Thank you, have a nice day.
That's everything from me, bye.
Toodle-oo.
Slán, bye bye bye.
I have to take this call.
I've got to answer the door.
"""

LOOK_ALIKES = """
I've got to run this by my boss.
I need to run the figures past Anna.
Let me let you in on something.
The bye-laws won't allow it.
Hold on.
Hang on one moment.
I'll let you know.
Before I let you go, the code for the gate.
Before we go, the car park's on a code.
Just before you go, one more thing.
I have to go through the numbers with Jim.
We need to go over the spec.
I've got to go and check the stock.
I have to go back to the supplier with that.
We have to go live in June.
We'll have to go with the cheaper one.
It has to go out by Friday.
I'm going to order two.
I'm going to need the other one too.
We're going with the blue.
He said goodbye to his old supplier.
Did you see the game?
Can I see you Thursday?
I'd like to see you on Thursday.
See, the problem is the packing.
You see, we close early.
I see.
I have to get off the old system first.
We had to let two people go in March.
They let the contract go.
I don't want to let go of the discount.
How long does it take to run a test?
It takes two hours to run.
We run three shifts.
I need to get back to him about it.
I'll get back to you.
I have to leave the box outside.
You can leave it there by the door.
I must say, it's very good.
We must have the lift fixed.
I've got to have it by Friday.
I need to go up to forty.
Could you hold the line?
I'll be away next week.
We're off the grid out here.
The engine is going.
I've got to take some measurements.
Take care with the corner, it's sharp.
When I go to the depot I'll ask.
If I had to go elsewhere it would cost more.
I won't go over budget.
I'd go for the larger one.
How does it go with the old one?
Let me go and find the number.
Let me see.
I keep the keys.
We keep you on file.
Is it a good time to talk?
I've got to pay for that one as well.
Thanks for the quote.
The later one is fine.
Two or three days later it broke again.
Speak up, I can't hear you.
He's gone to a meeting, I can take it.
Someone will let you in.
"""

_ENDS: frozenset[ActName] = frozenset({"must-go", "closing", "goodbye"})


def ends(say: str) -> bool:
    return any(hit.act in _ENDS and hit.confidence >= 0.6 for sentence in sentences([say]) for hit in closing_hits(sentence.flat))


@pytest.mark.parametrize("say", lines(ENDINGS))
def test_words_that_end_a_call(say: str) -> None:
    assert ends(say)


@pytest.mark.parametrize("say", lines(LOOK_ALIKES))
def test_words_that_only_sound_like_it(say: str) -> None:
    assert not ends(say)
