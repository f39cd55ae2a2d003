"""The notes as text to paste."""

from assistant.events import Notes
from assistant.export.formats import call_files
from assistant.store import Store
from tests.assistant.export.calls import CALL, CLIENT, NOTES, know_client, put


def text(store: Store) -> str:
    (content,) = call_files(store, CALL, "txt").values()
    return content.decode("utf-8")


def test_the_notes_to_paste(store: Store) -> None:
    put(store)
    know_client(store)
    assert text(store) == (
        f"{CLIENT}, Ångström & Co.\n"
        "Service call, 2026-03-04 10:00:30, 5 min\n"
        "\n"
        "Discussed\n"
        f"• {NOTES.discussed[0].text}\n"
        "• The pumps never came; naïve, “quoted”\n"
        "\n"
        "Proposed\n"
        "• Rep offered overnight shipment, £40\n"
        "\n"
        "Purpose of the next communication\n"
        "• Settle the price; compare with Hart's\n"
        "• Next step: Rep: Send the quote, with both sizes, Tuesday at two (2026-03-10 14:00)\n"
        "\n"
        "Facts\n"
        "• -12 degrees in the shed\n"
        "\n"
        "Personal\n"
        "• Her daughter sails at Cowes\n"
        "\n"
        "Open questions\n"
        "• Which colour?\n"
        "\n"
        "Commitments\n"
        "• Rep: Send the quote, with both sizes.\n"
        "• Rep: Ring the yard\n"
        "• Client: Look up the serial number\n"
    )


def test_notes_that_hold_nothing_say_that_no_step_was_agreed(store: Store) -> None:
    put(store, notes=Notes())
    assert text(store).endswith("5 min\n\nPurpose of the next communication\n• No next step was agreed.\n")
