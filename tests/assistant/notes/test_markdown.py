"""Notes as Markdown: everything that is there, and honesty about what is not."""

from assistant.events import Commitment, Evidence, Line, NextCommunication, Notes, SideShare
from assistant.notes.markdown import render
from assistant.store.summary import CallSummary

CALL = CallSummary(id="x", started="2026-03-04T10:00", kind="service", client="Dana, Harbour Marine", seconds=75.4, state="ended", sound=True)
QUOTE = (Evidence(utterance="c1", quote="two pumps"),)


def test_everything_has_its_place() -> None:
    notes = Notes(
        discussed=(Line(text="Two pumps were not ordered.", evidence=QUOTE),),
        proposed=(Line(text="Overnight shipment.", evidence=QUOTE),),
        facts=(Line(text="Item 4471-B.", evidence=QUOTE),),
        personal=(Line(text="Went fishing.", evidence=QUOTE),),
        questions=(Line(text="Which colour?", evidence=QUOTE),),
        commitments=(Commitment(text="I'll call.", side="rep", evidence=QUOTE),),
        next=NextCommunication(purpose="The pumps.", what="call", who="rep", when="at four", date="2026-03-04T16:00", evidence=QUOTE),
        coverage=SideShare(rep=1.0, client=0.87),
    )
    assert render(notes, CALL) == (
        "# Dana, Harbour Marine, 2026-03-04 10:00\n"
        "\n"
        "Service call, 1 min 15 s.\n"
        "Share of the speech that has words: Client 87%.\n"
        "\n## Discussed\n\n- Two pumps were not ordered.\n"
        "\n## Proposed\n\n- Overnight shipment.\n"
        "\n## Purpose of the next communication\n\nThe pumps.\n\n- Rep: call, at four (2026-03-04T16:00)\n"
        "\n## Facts\n\n- Item 4471-B.\n"
        "\n## Personal\n\n- Went fishing.\n"
        "\n## Open questions\n\n- Which colour?\n"
        "\n## Commitments\n\n- Rep: I'll call.\n"
    )


def test_an_empty_call_says_so() -> None:
    page = render(Notes(), CALL.model_copy(update={"client": None}))
    assert page.startswith("# Call, 2026-03-04 10:00\n")
    assert page.count("Nothing found.") == 2
    assert "No next step was agreed." in page
