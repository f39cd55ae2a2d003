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
I'm calling to see whether anything's changed with the June order.
I'm calling to remind you the offer ends Friday.
I wanted to see where we are with the contract.
I'm ringing round our trade customers about the price rise in May.
I was wondering if you had any questions on the proposal.
I'm calling to find out which of the two quotes you prefer.
I'm following up on Tuesday's site visit with the drawings.
Just a follow-up on the sample pack: did the nurses like it?
I said I'd ring when the timber came in, and it has.
My manager asked me to ring about the overdue invoice.
I'd like you to try the new feed for a week.
I want to win your business back.
I'm looking for ten minutes of your time to show you the app.
You're due a service, and I'd like to book it.
Your MOT's due.
Your tank must be nearly empty, so I thought we'd get you on Thursday's run.
I've a van in your area tomorrow. Will I put you on it?
We have a slot free on Friday if you still want the survey.
The parts are in.
It's good news, the loan's been approved.
I've bad news about the delivery, I'm afraid.
I need a decision on the paint.
I'm short of a signature on page three.
There's a mistake on your invoice.
You're missing a form, sir.
I'd like to come and see you.
I want to come in and show you the range.
Could you spare me half an hour next week?
I'm ringing to thank you for the order and to arrange the drop.
I'm hoping to tie up the renewal with you.
I'm calling to ask a favour: could we move Thursday?
It's the hire agreement. It needs renewing.
Two things: the invoice and the next delivery.
The reason for the call is twofold.
About that quote.
On the fencing, I've a price for you.
I'm calling to invite you to our open day.
I'm ringing to see would you take another pallet.
I'm phoning to find out when the engineer can get in.
Just to confirm your appointment for Monday.
This call is regarding your loan application.
Sir, regarding your pending documents I am calling.
I'm calling to collect the balance.
I'm calling to see if you'd be happy to give us a reference.
I'm calling so we can agree on a start date.
I'd like your opinion on the two designs.
I'm getting in touch because you're on our waiting list.
I'm calling in response to your enquiry.
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
I was just going through my list and your name came up.
I'm just going through my list of customers.
It's been a while since we spoke.
I just wanted to put a voice to the name.
I just wanted to see if you were still around.
I'm calling to see whether anything had changed.
I wanted to find out where your head's at.
It's just my monthly call.
It's that time of the month again, just my usual call.
I'm just keeping the lines of communication open.
I just wanted to see where we are.
Just wondering where things stood.
I'm just calling to see if you had any thoughts.
I was wondering if you had any questions for us.
I'm just ringing round my customers.
I'm ringing round everybody today.
I thought it was time we spoke.
I just wanted to say we're here if you need us.
I just want to remind you that we're here.
I wanted to see if there was anything coming up.
I'm just touching in with you.
I'm calling to see what's cooking.
I was just ringing to see how the land lies.
How are we looking over there?
I'm just giving you a nudge.
I was hoping to catch you for a chat.
I had a minute free so I thought I'd ring.
I was at a loose end and thought I'd ring you.
I saw your number and thought, I'll give her a ring.
I just wanted to hear your voice.
I'm not calling about anything special.
There's no particular reason for my call.
I don't really want anything, I'm just calling.
I'm calling for no reason at all.
Just doing my rounds of calls.
Just popping by on the phone, so to speak.
I wanted to see how the year's been treating you.
I just wanted to make sure you're being looked after.
Just seeing if all's well at your end.
I wanted to catch up and see what you're up to.
We like to keep in touch with our customers.
We just like to stay in touch.
I'm just ringing to remind you we exist.
I said to myself, I must ring Tom.
I was told to give you a call.
My manager asked me to give you a ring.
I'm meant to call everyone once a quarter.
Just a follow-up call.
This is just a follow up.
I'm just following up to see how things are.
Just a courtesy call to all our clients.
It's your regular check-in.
I was only ringing for a yarn.
I'm ringing to see are you well.
I'm after ringing to see how ye are.
I am simply calling to enquire about your well-being.
Just called to greet you, sir.
I just called to greet you and the family.
Just calling to check you people are fine.
Just wanna see how's everything.
Calling to ask how is everything on your side.
I thought to call you and find out how you're doing.
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
