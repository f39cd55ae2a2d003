"""Small calls with a purpose said, not said, or dodged."""

import pytest

from assistant.events import Kind, PromptShown
from tests.assistant.understanding.calls import lines, prompts_of, run

MISSING: dict[Kind, str] = {
    "purpose": """
C: Reception, how can I help? | R: Could you put me through to purchasing? | C: What's it in connection with?
    | R: It's a personal matter. | C: I see. And what is it about?
C: Hello. | R: Hi Jo, it's Ben at Flowmatic. I was in the area last week and thought of you. | C: Oh yes?
    | R: Yeah, so, how's it all going? | C: Fine, thanks.
C: Jo speaking. | R: Jo, Ben here, just on my Friday ring-round. | C: OK. | R: All good with you? | C: Yes thanks.
C: Jo speaking. | R: Hi Jo, it's Ben from Flowmatic, I'm your new account manager, just ringing to introduce myself really.
    | C: Hello, Ben. | R: So yeah, how's business? | C: Fine. | R: Good, good. | C: So...
C: Hello? | R: Hello Mrs Ahmed, it's Josie, from the Bell. I thought I'd just see how you were getting along.
    | C: Very well, thank you. | R: Good. And the team? | C: They're fine too.
C: This is Carl. | R: Carl, hey, it's Megan with Northstar. Just wanted to circle back with you. | C: Circle back on what?
    | R: Just, you know, to reconnect. | C: I'm pretty busy, Megan.
C: This is Carl. | R: Hi Carl, Megan with Northstar. How's your Tuesday going? | C: Fine. What are you selling?
    | R: Ha, nothing! I'm just reaching out to folks in your area. | C: Why?
C: Sam's Bikes. | R: Hi Sam, it's Cleo. | C: Hi Cleo. To what do I owe the pleasure?
    | R: Oh, you know, just seeing how the land lies. | C: The land's fine.
C: Hello? | R: Hi Moira, it's Dan from Fells, just checking in. | C: Oh, hi. | R: How's everything? | C: Fine.
C: Hello? | R: Hi Moira, it's Dan. I was just passing the phone and thought I'd say hello. | C: Oh, right, well. | R: So, how are you? | C: Busy.
C: Bright's. | R: Hi, it's Kim at Farrow's. | C: Hi, Kim. What's up? | R: Oh, nothing much. Just seeing how you are. | C: Fine.
C: Bright's. | R: Hi, it's Kim at Farrow's. | C: What's it regarding? | R: It's just a courtesy call. | C: Meaning what?
C: Yes? | R: Good morning, sir, this is Ravi from Sunrise. | C: Yes, tell me, why are you calling? | R: How are you, sir?
    | C: I am fine, what is it?
C: Dave. | R: Dave, hi, it's Lou, from Carter's. | C: Hi. | R: Is this a good time? | C: It's all right.
    | R: Great. Are you still at Unit Four? | C: We are. | R: And still with twelve staff?
C: Hello. | R: Hello, it's Jen from Otter. | C: Oh, hello. | R: Did you have a nice Christmas? | C: Yes, thanks.
    | R: And how's the family? | C: Good, good. | R: Lovely. | C: Yes.
C: Sipho. | R: Sipho, Johan here. | C: What can I do for you, Johan? | R: Ag, just touching base, man. | C: On what?
C: Hello. | R: Hello, Mrs Bell, I'm following up. | C: On what? | R: Just generally, to see where you're at. | C: I'm in a meeting.
""",
    "renewal": """
C: Hello. | R: Hi Raj, it's Lena at Fitwell. I was just wondering how you're doing. | C: Good. | R: Oh good. | C: Was there something else?
C: Hello. | R: Hi, it's Al from Safebox, I'm just giving you a wee call. | C: OK. | R: To see how you're getting on. | C: Fine.
C: Bright's. | R: Hello, Safebox here. | C: Yes? | R: Am I speaking to the owner? | C: You are.
    | R: And is the address still Mill Lane? | C: It is. What's this for? | R: Just updating our records. | C: Why?
""",
}

SAID: dict[Kind, str] = {
    "purpose": """
C: Hello, Bank Street Dental. | R: Morning, could I have a word with whoever looks after the autoclaves?
    | C: That'd be Ruth. Hold the line. | R: Thanks. | C: Ruth here.
    | R: Ruth, hello, Colin from Steripro. The recall letter we sent, that's why I'm on. | C: Oh, yes.
C: Hello? | R: Sorry, I think I may have the wrong number. Is that Hill Farm? | C: No, love, this is the vicarage.
    | R: Oh, I'm so sorry to have troubled you. | C: Not at all. | R: Bye bye.
C: You've reached Northline, please leave a message after the tone.
    | R: Hi Greg, it's Mo from Tyrepoint on Friday morning. It's about the trailers, the tyres are in. Ring me on 0161 496 0000. Bye.
C: Hiya, Lisa speaking. | R: Hi Lisa, it's Mo from Tyrepoint. Have I caught you at a bad time? | C: No, go ahead.
    | R: Great. So we did the health check on your vans, and two of them want front tyres before the MOT. | C: Which two?
    | R: The Transit and the little Berlingo.
C: Lisa speaking. | R: Lisa, it's Mo again from Tyrepoint, we got cut off. | C: Oh, hi, yes. | R: So, Tuesday for the tyres?
    | C: Tuesday's good. | R: Lovely.
C: Hello. | R: Hello, Mrs Grant? It's the Eden Blinds showroom. | C: Yes?
    | R: Your swatches have come back from the printers and they look super. | C: Oh good!
    | R: When could you call in to see them?
C: Ahoy. | R: Ahoy yourself! It's Tam at Seaward. Your mainsail's finished. | C: Already?
    | R: Aye, the lads stayed late. Do you want it delivered or will you collect? | C: Deliver it. | R: No bother.
C: Good morning, Sharma residence. | R: Good morning, madam, Vikram from CoolAir. Your AC service is due this month, madam.
    | C: Oh, is it? | R: Yes, madam. Shall we keep it on Saturday? | C: Saturday is OK. | R: Morning time?
C: Hi, Deb. | R: Hi Deb, Owen at Harlequin. So I spoke to the guys about the balcony, and we can do it without scaffolding.
    | C: Brilliant. | R: Which takes eight hundred off. | C: Even better. | R: Want me to redo the quote?
C: Hi, Deb. | R: Hey Deb, Owen. Two minutes? | C: Sure. | R: The balcony. The council have said yes. | C: No way!
    | R: So let's get a date in.
C: Reyes Auto. | R: Hey, is the boss around? | C: You're talking to him.
    | R: Mr. Reyes, this is Tina over at Apex Parts. I saw you're opening a second bay, and I'd love to quote you on the lifts.
    | C: Word gets around. | R: It does!
C: Hello, Pat speaking. | R: Pat, Jim here from Glenside. I believe you were looking for me.
    | C: I was, yeah. The gate you sold me is sagging. | R: Is it the hinge? | C: It is. | R: I'll come out.
C: Hello, Pat speaking. | R: Pat, Jim here, you rang. | C: I did. I want two more gates. | R: Same size? | C: Twelve foot. | R: No problem.
C: Kruger. | R: Mr Kruger, good day, Lerato from AgriCo. I'm phoning in connection with the borehole pump. | C: Ja.
    | R: It's at the workshop and it needs a new motor. | C: How much? | R: Nine thousand rand.
C: Speaking. | R: Mr Olsen, it's Freya at the bank. It's regarding the loan you applied for in March. | C: Yes.
    | R: I'm happy to say it's been approved. | C: Wonderful. | R: We just need your signature.
C: Hey, what's up? | R: Hey, Nate, it's Cory from Summit. Not much, man. Hey, I've got that demo unit you wanted to try.
    | C: Oh sweet. | R: Can I run it over? | C: For sure. | R: Cool.
C: Hello, Tan Brothers. | R: Hello, Mr Tan, Jasmine from Orient Print lah. Your namecards can collect already. | C: Wah, so fast.
    | R: Yah. You come or we deliver? | C: Deliver. | R: Can.
C: Yes, hello, who's this? | R: It's Bridie from the mart, Seamus. | C: Ah, Bridie.
    | R: I've a buyer for the heifers, if you're still selling. | C: I am. | R: He'd be out on Thursday.
C: Holt and Daughters. | R: Hi, is Gemma about? | C: She's on the other line, can I take a message?
    | R: It's Will from Fabtex, could she ring me about the curtain order? | C: I'll tell her. | R: Cheers.
C: Hello?
    | R: Hi, this is Joy with Beacon Roofing, I'm on your street Thursday doing the Millers' roof, and I could take a look at yours.
    | C: What would that cost? | R: Nothing. | C: OK. | R: Great.
C: Ellen's Cafe. | R: Ellen, how are you, it's Marco from Bean Bros. | C: Oh hi Marco. Busy, busy. You?
    | R: Same, same. Listen, the grinder you liked is on offer till the weekend, so I thought of you. | C: How much?
    | R: Four fifty.
C: Ellen's Cafe. | R: Ellen, Marco. Happy Friday! | C: And to you! | R: So, next week's beans: same as usual or the new one?
    | C: The usual. | R: Done.
C: Ellen's Cafe. | R: Ellen, it's Marco from Bean Bros. Is it a good time? | C: It's a bit mad here, there's a coach party in.
    | R: I'll be very quick, it's about tomorrow's delivery. | C: OK. | R: Can we come at six?
C: Hi, Nora here. | R: Nora, it's Finn from Oilcan. How's things? | C: Grand. Busy.
    | R: I won't keep you so. It's your August fill, I want to get you in before the price goes up. | C: Go on.
C: Hello? | R: Hello, is that the right number for the practice manager? | C: It is, speaking.
    | R: Hi, it's Lynne from Clearview. I sent you a letter about the new scanners, and I'm hoping to show you one. | C: OK.
    | R: Would an hour next week be possible?
C: Reception, how can I help? | R: Could you put me through to purchasing? | C: Who's calling? | R: Tom Baker, at Pallet Line.
    | C: What's it in connection with? | R: It's to do with the broken pallets you reported. | C: Putting you through.
C: This is Carl.
    | R: Hi Carl, Megan with Northstar. You downloaded our guide to rooftop units last week, and I wanted to see what you're planning.
    | C: Oh, right. | R: Are you replacing or repairing? | C: Replacing. | R: How many?
C: Carl. | R: Carl, it's Megan. Your pallet racks are ready, when can we ship? | C: Monday. | R: Monday at eight? | C: Sure. | R: Done.
C: Carl. | R: Hi Carl, Megan with Northstar, quick call on the Denver job: the permit came through. | C: Oh, fantastic.
    | R: So I'd like to lock in the crane. | C: OK. | R: The ninth?
C: Hello. | R: Hello sir, calling from Sunrise Solar, you had made an enquiry on our website for five kilowatt system.
    | C: Yes, correct. | R: Your roof is concrete or tin, sir? | C: Concrete. | R: And monthly bill?
C: Hello, Fernside.
    | R: Hi, it's Zoe at Pitch Perfect. We met at the trade show and you said to give you a shout about the marquee.
    | C: Oh, hi Zoe. | R: So is it still the June wedding? | C: It is. | R: How many guests?
C: Hello. | R: Hi, Mr Lund? Sven here. I've a proposal for your cold store, can I take you through it? | C: Sure.
    | R: You've two rooms, yes? | C: Three. | R: Three. OK.
C: Sam's Bikes. | R: Hi Sam, it's Cleo at Veloparts. The forks you were waiting on have landed. | C: About time!
    | R: I know. Shall I send all six? | C: Please. | R: Tomorrow OK?
C: Hello? | R: Hi Moira, it's Dan from Fells. I'm ringing about the blades you asked for. | C: Oh, good. | R: They came in today.
    | C: Great. | R: Shall I drop them in on Friday?
C: Hello? | R: Hi Moira, it's Dan, just checking in on the order for the blades: do you still want twenty? | C: Yes, twenty.
    | R: Great. | C: When? | R: Friday.
C: Hello? | R: Hi Moira, how are you? | C: Good, you? | R: Good. So, the blades are in, and I'd like to get them over to you.
    | C: Lovely. | R: Friday?
C: Hello? | R: Hi, is that Moira? | C: No, I'll get her. | R: Thank you. | C: Hello, Moira speaking.
    | R: Hi Moira, it's Dan from Fells. | C: Hi, Dan. | R: I'm calling about the blades. | C: Yes?
C: Bright's. | R: Hi, it's Kim at Farrow's. | C: What's it about?
    | R: The survey. We've had the results and I want to go through them with you. | C: OK. | R: Have you got ten minutes?
C: Bright's. | R: Hi, it's Kim at Farrow's. | C: Is this about the survey? | R: It is. | C: Good. | R: The results are back. | C: And?
C: Yes? | R: Good morning, sir, Ravi from Sunrise, you had asked for the rate list. | C: Yes, yes. | R: I have it with me.
    | C: Tell me. | R: A four is two eighty a ream.
C: Oh, Dan, good, you rang, I've a problem with the saw. | R: What's it doing? | C: It's jamming. | R: Since when? | C: Monday.
    | R: I'll send a man today.
C: Sipho. | R: Sipho, let me just check in the system here, sorry. Right. Your cameras are late and I need to move the fitting.
    | C: OK. | R: Would the ninth suit? | C: Yes. | R: Great.
C: Hello. | R: Hello, Mrs Bell, it's not just a courtesy call, I'm after your decision on the windows. | C: Oh, yes.
    | R: Are you happy with the price? | C: I am. | R: Lovely.
C: Dave. | R: Dave, we said we'd speak today about the second van. | C: We did. | R: Is it still a yes? | C: It is.
    | R: Then let's do the paperwork.
C: Hello. | R: Morning. Could I book you in for the annual inspection? | C: When? | R: The third. | C: Fine. | R: Great.
""",
    "renewal": """
C: Hello, Ravi. | R: Hi Ravi, Tess from Fitwell Gym. How have you found the new classes?
    | C: Good, yeah. The spin one's brilliant. | R: Great to hear. Anything you'd change? | C: More mornings.
    | R: More mornings, OK. Your membership's up at the end of the month, and I'd like to keep you.
C: Peak Clinic.
    | R: Hello, it's Tom from Linenfresh, we do your towels. It's coming up to a year, and before we talk of the next I'd like to hear how we've done.
    | C: Well, OK. | R: What's been good and what hasn't? | C: You were late a few times. | R: When was that?
C: Yes?
    | R: Mr Bose, good afternoon, Anita from SafeLife. Your policy lapsed on the first, sir, and I'm calling so that you don't lose the bonus.
    | C: Oh, I forgot. | R: It happens, sir. | C: What to do? | R: I'll come with the form.
C: Yes? | R: Hello Joan, Ty from Cascade, about your lease. How are the machines treating you? | C: They're OK. | R: Just OK?
    | C: The milk goes off. | R: Ah.
C: Hello. | R: Hi, it's Al from Safebox. How's the alarm been? | C: Not bad. | R: Not bad? | C: It goes off at night.
    | R: How often? | C: Twice a week. | R: And what happens then? | C: I get up.
    | R: I'd like to put that right before your contract's up in May.
C: Hello. | R: Hi, it's Al. Your contract's up in May, so I'm calling to go over it with you. | C: OK. | R: How's it been?
    | C: Fine. | R: Good.
""",
    "service": """
R: Hello, just checking in the deliveries, bear with me. | C: OK. | R: Right, what can I do for you? | C: Two blades. | R: OK.
    | C: And a belt. | R: Fine.
""",
    "relationship": """
C: Hello? | R: Hi Moira, just calling to say hello. | C: Oh, lovely. | R: How are you? | C: Fine. | R: And the boat? | C: Great. | R: Good.
""",
}


def cases(table: dict[Kind, str]) -> list[tuple[Kind, str]]:
    return [(kind, text) for kind, texts in table.items() for text in lines(texts)]


@pytest.mark.parametrize(("kind", "text"), cases(MISSING))
def test_a_call_without_a_purpose_is_told(kind: Kind, text: str) -> None:
    assert "state-purpose" in prompts_of(text, kind)


@pytest.mark.parametrize(("kind", "text"), cases(SAID))
def test_a_call_with_one_is_left_alone(kind: Kind, text: str) -> None:
    assert "state-purpose" not in prompts_of(text, kind)


def test_asked_why_the_prompt_is_an_answer() -> None:
    _, facts = run("C: Bright's. | R: Hi, it's Kim. | C: What's this about? | R: How are you today? | C: What do you want?")
    assert [fact.urgency for fact in facts if isinstance(fact, PromptShown) and fact.prompt == "state-purpose"] == ["answer"]


def test_its_evidence_is_quoted_from_what_was_said() -> None:
    state, facts = run("C: Bright's. | R: Hi, it's Kim. I'm just, um, calling to touch base. | C: Oh, hello.")
    (shown,) = [fact for fact in facts if isinstance(fact, PromptShown) and fact.prompt == "state-purpose"]
    said = {utterance.id: utterance.text for turn in state.turns for utterance in turn.utterances}
    assert all(quote.quote in said[quote.utterance] for quote in shown.evidence)
    assert "touch base" in shown.evidence[0].quote
