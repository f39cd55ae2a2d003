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
OK, let me leave you, there's a driver at the window.
I have to enter a meeting now.
I'll have to gan, pet.
Please, let me be going.
I have to go down now.
Let me leave you now, they are calling my matter.
I'll have to go to him now.
Walk good.
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
I'm about to go into a tunnel.
I'd better see to this.
I'm going to have to love you and leave you.
Right, I'm away.
That's us, then. Cheers.
We'll leave it at that.
I have to go pick up the kids.
I have to get to the airport.
I've got to get to a meeting.
I need to get to my next appointment.
I'm being paged.
I need to go into theatre.
I've got to head into a meeting.
Can we pick this up another time?
Can we do this another time?
Let's pick this up another day.
I'll have to cut you short.
I can't stop.
I can't chat.
Now's not a good time.
It's not a great time.
I'll have to love and leave ya.
I better bounce.
Anyway, I'd better get on.
Well, I must let you go.
I've to be off.
I'll say goodbye, then.
Good talking to you.
Nice chatting with you.
i have to go thanks
ok gotta go now bye
I should probably go.
I ought to get back.
I need to get back to my desk.
OK, I'm hanging up now.
I'm going to hang up.
I have to let you go.
I'm gonna let you go.
Let me get out of your hair.
I'll get out of your hair.
I'll stop bothering you.
Enjoy the rest of your day.
Have a great rest of your week.
Mind yourself now.
Talk to you, bye.
See ya.
Right you are, see you.
All the best now.
God bless.
Until then.
Speak on Monday.
Catch up soon.
"""

LOOK_ALIKES = """
Sorry, I've run on there.
I have to go down to four hundred.
Let me leave you a price list.
I've got to run this by my boss.
We've got to go to Wembley, haven't we, and there's forty-nine of us.
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
We can't stop the leak.
I need to get this sorted.
I have to get that signed off.
I have to go to Leeds on Friday.
I have to fly to Spain next week.
I need to get out of the contract.
We're about to start the season.
I can't do this on my own.
You can leave it there by the gate.
I'll leave it there on the bench for your driver.
I have to take that up with head office.
I've got to get on to the supplier.
We have to get on with the job before winter.
I have to leave early on Fridays.
Let me get back to my notes.
They have to go in the freezer.
We need to head off any problems.
I need to hop between systems.
We have to run the pump all night.
We've got to run cables through the ceiling.
I must go bigger this time.
The contract has to go out today.
It's got to go back.
We have to jump through hoops.
I have to answer the auditor by Friday.
Someone rang at the door but they'd gone.
See you've a new website.
I see you there on the list.
I'd like to speak later about price.
Have you a good supplier?
Did you have a good weekend?
I hope you have a good one.
Later on we can add more.
Good luck to them.
We said we'd talk soon.
I'd catch up on paperwork.
Take care of the invoice for me.
I'll take care of it.
We take care with the finish.
Safe home is the alarm we sell.
Cheers, that's great.
I need to see to the roof before winter.
The door is on the other line.
The kids have the flu.
We had to let the driver go.
Ah, God bless you.
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
