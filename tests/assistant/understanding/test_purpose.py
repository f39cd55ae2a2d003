"""What a call is for: said, said in so many words that say nothing, or not spoken of at all."""

import pytest

from assistant.understanding.purpose import purpose_hits
from assistant.understanding.text import sentences
from tests.assistant.understanding.calls import lines

PURPOSES = """
I'm ringing about the invoice.
Quick one for you: the valve.
It's regarding your policy.
You asked me to call with the figures.
I promised I'd come back to you on the dates.
We spoke Tuesday about the trial, and I've got the numbers.
I wanted to see if we could find twenty minutes to look at the lease.
The reason I'm calling is the summer list.
I'm calling to set the day for your canola seed, and to find out if anything's changed since January.
Listen, what I was calling about, I wanna get your glove order over to us this quarter.
So it's your fleet insurance, I'm wanting to get you a quote before yours runs out.
I want to fix with you the pickup date for the two forty-foot containers.
I'm phoning to fix a new fitting date with you.
So I'm ringing to get a quarter of an hour with whoever sees to your cleaning.
I'm not just checking in: I'm calling to book the survey.
I'm not calling to touch base, I'm calling to close the order.
Hey, so, I'm calling about your machine lease, because that's up in May.
The purpose of my call today is to see whether we can renew the agreement.
I'd like to talk about your packaging.
I was hoping we could set up a demo for the team.
Calling about the tender.
The purpose of my call is to check the delivery date.
I'm following up on the quote for the pumps.
Just touching base about the renewal of your licence.
I'm calling because the parts came in.
I was wondering if you'd be free Thursday for a site visit.
You left me a message about the leak.
It's about Thursday's delivery.
What I'm after is half an hour with your finance director.
I've got the samples you asked for.
I'm giving you a ring about the school trip.
I rang to ask about the water coolers.
I'm calling you back about the hire van.
I'm just after a date for the annual service.
I need to move your delivery.
I have some news on the roof tiles.
im calling about your account renewal
hi dana its sam from harbour i am calling to go over the new price list
Reason for my call, sir, is the pending payment.
I am calling with regards to your annual maintenance contract.
I'm just ringing to let you know the part's come in.
I'm calling to see if you'd be interested in trialling the new blades.
I'm on to you about the lift inspection.
I thought I'd ring and tell you the price has gone down.
We said we'd talk about the second site.
As promised, I'm back with a price for the flooring.
Can we fix a time to walk the site?
Would you be open to a fifteen-minute demo next week?
I want to run an idea past you for the loading bay.
I'd love to get twenty minutes in your diary about the fleet.
I owe you an answer on the discount.
The thing I'm calling about is the warranty.
Did you get the proposal I sent on Monday?
I'm calling to apologise for Tuesday and to put it right.
I need your signature on the order, that's why I'm ringing.
Your order's ready, so I wanted to arrange the delivery.
I'm after your thoughts on the draft contract.
It's a quick call about the audit.
I'm ringing to chase the purchase order.
I wanted to ask whether you'd had time to look at the quote.
I'm looking to get a meeting with you and your site manager.
I'm calling in connection with the recall on the heaters.
Just a quick one on the scaffolding.
I'm phoning with the results of the water test.
We've got a problem with Friday's load, and I want to sort it with you.
"""

VAGUE = """
I was only ringing to find out how you're all getting on, really.
Um. Yeah, no, it's just that, just to hear how it's, how you're all doing.
Sir, just circling back.
Just giving you a quick buzz, like, to say hello.
Thought I'd hear how you were keeping.
Och, it's only a wee courtesy call, nothing to worry about.
Just checking in.
I'm just calling to touch base.
Just following up.
I just called to see how things are going.
Just thought I'd say hello.
I was just wondering how you're getting on.
Just calling to see if you needed anything.
It's just a quick catch-up.
I'm just calling to check in with you and see how everything's going.
The purpose of my call is just to check in.
Calling to say hi.
The reason I'm calling is just to touch base.
Just reaching out to reconnect.
I wanted to check in on you.
Nothing in particular.
I'm giving you a shout to see how you're fixed.
Just a friendly call to see how things are.
im just calling to check in
just wanted to touch base with you
I'm just calling to follow up.
I'm ringing to see how you're keeping.
I wanted to see how things were with you.
I'm just following up from our last chat.
I just wanted to reach out and say hello.
I'm calling to catch up.
We haven't spoken in a while.
Thought I'd give you a quick call.
I figured I'd check in.
I am just calling to know how are things.
Just to see how you people are doing.
I'm calling for a bit of a chat.
No particular reason, just a courtesy call.
I'm doing my usual check-in call.
Just seeing how everything's going over there.
I was just ringing for a catch-up, like.
Just calling to see what's new with you.
I thought I'd touch base.
Just a quick hello from all of us here.
I'm only phoning to ask how business is.
I'm calling to see how you're doing these days.
I just wanted to keep in touch.
Just dropping you a line to say hi.
I was just calling to make sure everything's OK.
Just circling back on our last conversation.
I just wanted to connect.
I'm just making my rounds, checking in with everybody.
I'm calling to see if there's anything you need.
Yeah, it's a social call, really.
It's only me, giving you a ring.
I just thought I'd pick up the phone.
I'm just ringing to see how you are.
I'm following up.
Nothing special, just wanted to see how you're doing.
It's just a routine call.
"""

NEITHER = """
Let me check in the system.
Can I just confirm you're the account holder?
And is it still the sort code ending four four?
Hey, did y'all get any of that storm over the weekend?
I came round with our Kevin about, ooh, two year back.
Debbie, I want to say, and she made us a brew.
I'm on this number, yeah, whenever you want me.
Hi, it's Jordan, from Clearline Pest Control.
I'm calling from Acme.
I'm calling on behalf of Harbour Marine.
Is this a good time?
No rush.
How was the trip?
I'm calling for Mr Dawson.
I'd love to hear about the trip.
The guests are checking in at three.
He's just checking in the parcels.
We should catch up on the paperwork.
I can't complain.
Could I speak to Dana, please?
My wife called to say the boat's sunk.
I was just thinking about that boat.
Oh, I wanted to see that film.
We got soaked, we were in shorts.
I had to call the vet for the dog.
Thanks for picking up.
"""


def acts(say: str) -> set[str]:
    return {hit.act for sentence in sentences([say]) for hit in purpose_hits(sentence.flat)}


@pytest.mark.parametrize("say", lines(PURPOSES))
def test_what_says_the_purpose(say: str) -> None:
    assert acts(say) == {"purpose"}


@pytest.mark.parametrize("say", lines(VAGUE))
def test_what_stands_where_a_purpose_belongs_and_holds_none(say: str) -> None:
    assert acts(say) == {"vague-purpose"}


@pytest.mark.parametrize("say", lines(NEITHER))
def test_what_is_about_something_else(say: str) -> None:
    assert acts(say) == set()
