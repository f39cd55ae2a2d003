"""The words of a call as a file."""

from pathlib import Path

from assistant.events import Fact, SidesSwapped, SpeechCorrected, SpeechFinal
from assistant.export.folder import export_call
from assistant.export.transcript import transcript
from assistant.store import Store
from tests.assistant.export.calls import CALL, PROMISED, SAID, put


def test_the_words_stand_as_they_were_put_right(store: Store, tmp_path: Path) -> None:
    put(store)
    right = SpeechCorrected(call=CALL, at=320.0, seq=8, utterance="u1", text="We never got the pump.", side=None, was=SAID.quote, words=(), values=())
    store.append([right])
    written = (export_call(store, CALL, tmp_path) / "transcript.txt").read_text("utf-8")
    assert written == f"0:01 Client: We never got the pump.\n0:07 Rep: {PROMISED.quote}\n"


def test_sides_that_were_swapped_are_right_and_silence_is_left_out() -> None:
    def said(seq: int, start: float, text: str) -> SpeechFinal:
        return SpeechFinal(
            call="c", at=start, seq=seq, utterance=f"u{seq}", side="rep", start=start, end=start, text=text, words=(), values=(), latency_ms=0.0
        )

    facts: list[Fact] = [said(1, 3725.0, "Later."), said(2, 65.0, "Hello."), said(3, 70.0, " "), SidesSwapped(call="c", at=1.0, seq=4)]
    assert transcript(facts) == "1:05 Client: Hello.\n1:02:05 Client: Later.\n"
    assert transcript([]) == ""
