"""Calls that say early what they are for and lose no time: nothing is due at their beginning, by any prompt."""

from assistant.events import Kind

BUSINESSLIKE: dict[Kind, str] = {
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
""",
}
