"""Calls of other trades than the labelled ones, for tests of the notes: a need with a price, a lease, a refusal, a friend, a slip of the tongue."""

from assistant.events import Kind, Line, Notes, SideShare
from assistant.notes.draft import draft
from assistant.notes.sentences import Said, sentences_of
from tests.assistant.understanding.calls import run

FLORIST = """R: Good morning, Bloom and Stem, Anita speaking.
    | C: Hi Anita, this is Rob at the Grand Hotel.
    | R: Hello Rob, what can I do for you?
    | C: Well, we have a conference on the twelfth of May with two hundred guests, and the, the arrangements you sent for the last
      one wilted before lunch. I need forty table centrepieces and two large stands for the stage.
    | R: Forty centrepieces and two stands for the twelfth. And they wilted last time, I'm sorry. Which flowers did you have in
      mind?
    | C: White ones. Nothing with a strong scent, the chairman has asthma.
    | R: Then I'd suggest hydrangeas. They come to eighteen pounds fifty a piece, and the stands are ninety each.
    | C: That's more than I hoped. Could you do something on the price?
    | R: I can take ten percent off if you confirm this week.
    | C: I'd have to ask my boss about that.
    | R: Of course. I'll send you the quote this afternoon, and I'll call you on Friday at eleven to hear what he says.
    | C: Friday at eleven is fine. My mobile is 07700 900123.
    | R: Lovely. By the way, how was your daughter's wedding?
    | C: Oh, it was wonderful. She cried all the way down the aisle, and my wife danced until two in the morning.
    | R: I'm so glad. Speak on Friday.
    | C: Bye."""

FORKLIFT = """C: Hartmann Logistics, Petra Hartmann.
    | R: Good afternoon, Ms Hartmann, this is Jonas from Liftex. I'm calling about the two forklifts whose lease runs out in
      August, I'd like to find out what you need after that.
    | C: Yes, I had that on my list.
    | R: How have they been doing?
    | C: The small one is fine. The big one was in the workshop three times since January, and each time we waited a week for the
      part. It cost us about four thousand euros in rentals.
    | R: Three times in the workshop, and a week each time. What would you need from the next one?
    | C: It must lift two and a half tons, and it has to be electric, because the new hall has no ventilation. And frankly, I don't
      want another five-year contract.
    | R: Understood. We have the E25, it lifts two and a half tons, and I could offer it on a three-year lease at six hundred and
      forty a month with service included.
    | C: We are also talking to Boehm about that. They were cheaper.
    | R: I see. May I come by with the E25 so your drivers can try it in the hall? Would Tuesday the tenth at two suit you?
    | C: Tuesday at two works, but ask for Mr Krause, I'm in Vienna that week.
    | R: Mr Krause, Tuesday the tenth at two. I'll bring the machine and the comparison of the costs.
    | C: Good. Goodbye."""

REFUSED = """C: Yes?
    | R: Hello, this is Dave from PaperPlus. I'm calling about your copier paper.
    | C: We get ours from Staples, and we've just signed for two years.
    | R: I can do it at two pounds ninety a ream. Can I put you down for a hundred today?
    | C: No. No, that goes to our head office.
    | R: Okay. Could I call again sometime?
    | C: Maybe next year. Bye.
    | R: Bye."""

FRIEND = """C: Hello, Maria here.
    | R: Hi Maria, it's Tom from Greenway. I don't need anything, I just wanted to hear how you are after the move.
    | C: Oh, how nice of you. We're in at last. The kitchen has no sink yet, so I wash up in the bath.
    | R: In the bath! And how is Leo getting on at the new school?
    | C: He loves it. He's joined the chess club, and on Saturday he plays his first tournament in Leeds.
    | R: That's great. Are you still running?
    | C: Not since my knee. I have an operation on the ninth, and after that it's six weeks on crutches.
    | R: I'm sorry to hear that. I'll send you a book for the sofa.
    | C: You're a dear. Thanks for ringing.
    | R: Take care. Bye."""

LOST = """R: Ocean Freight, Lina.
    | C: Hello, um, this is Peter from, from Nordic Tiles, our container, uh, it's the number M S K U four four one seven two nine
      zero, it should have been in Gdansk on Monday, and it isn't, and nobody, nobody can tell me where it is.
    | R: Okay. Let me look.
    | C: I have, um, twenty fitters standing around. No, sorry, thirty. Every day costs me nine thousand.
    | R: I see it. It's in Bremerhaven, there was a strike. It goes on the feeder tonight and it's in Gdansk on Thursday morning.
    | C: Thursday. And who pays for the three days?
    | R: I don't know yet, I'd have to ask our claims department. I'll email you their answer by noon tomorrow.
    | C: By noon tomorrow, good. Use peter@nordictiles.com.
    | R: I will. Bye.
    | C: Bye."""

CALLS: tuple[tuple[str, Kind], ...] = ((FLORIST, "service"), (FORKLIFT, "purpose"), (REFUSED, "purpose"), (FRIEND, "relationship"), (LOST, "service"))


def said_in(text: str, kind: Kind = "service") -> tuple[Said, ...]:
    """The sentences of a call as the notes see them."""
    return sentences_of(run(" ".join(text.split()), kind)[0])


def notes_of(text: str, kind: Kind = "service") -> Notes:
    """The draft of a call's notes."""
    return draft(run(" ".join(text.split()), kind)[0], SideShare())


def all_lines(notes: Notes) -> list[Line]:
    """Every line of a draft but the next step."""
    return [*notes.discussed, *notes.proposed, *notes.facts, *notes.personal, *notes.questions, *notes.commitments]


def texts(lines: tuple[Line, ...]) -> str:
    """The lines of a section as one text."""
    return "\n".join(line.text for line in lines)
