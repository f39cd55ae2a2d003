"""The training calls: every word has its act, and sentences are as at run time."""

import re
from pathlib import Path
from typing import get_args

from assistant.events import ActName
from models.training.examples import CORPUS, examples


def test_every_word_of_the_corpus_has_acts_that_there_are() -> None:
    for path in sorted(CORPUS.glob("*.txt")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            place = f"{path.name}, line {number}"
            if not line.strip() or line.startswith("=="):
                assert line.count("|") in (0, 3), place
                continue
            assert re.fullmatch(r"[RC]: (?:[^\[\]]+\[[a-z+-]+\]\s*)+", line), place
            for labels in re.findall(r"\[([a-z+-]+)\]", line):
                assert set(labels.split("+")) <= set(get_args(ActName)), place


def test_sentences_do_what_their_stretches_do(tmp_path: Path) -> None:
    call = tmp_path / "own.txt"
    call.write_text(
        "== renewal | roofing | Scottish | a test\n"
        "C: Kerr Roofing, hello. [greeting]\n"
        "R: Hi, Moira, [greeting] it's Dan. [introduction] So what's the roof like? [open-question]\n"
    )
    found = [(one.stretch.text, one.acts, one.whole, one.stretch.number, one.stretch.before) for one in examples([call])]
    assert found == [
        ("Kerr Roofing, hello.", ("greeting",), True, 1, ""),
        ("Hi, Moira, it's Dan.", ("greeting", "introduction"), True, 2, ""),
        ("So what's the roof like?", ("open-question",), True, 2, "Hi, Moira, it's Dan."),
        ("Hi, Moira,", ("greeting",), False, 2, ""),
        ("it's Dan.", ("introduction",), False, 2, "Hi, Moira,"),
    ]
