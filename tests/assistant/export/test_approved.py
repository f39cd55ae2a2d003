"""What an approval sets going."""

from pathlib import Path

import pytest

from assistant.export.approved import after_approval
from assistant.export.webhooks import FILE
from assistant.settings import Settings, load_settings
from assistant.store import Store
from audio.problem import Problem
from tests.assistant.export.calls import CALL, NOTES, approve, put
from tests.assistant.export.receiver import SECRET


def test_by_itself_nothing_goes_anywhere(store: Store, data: Path) -> None:
    put(store)
    approve(store)
    assert after_approval(store, Settings(data=data), CALL) == ((), (), ())
    assert store.out.deliveries() == []


def test_the_formats_of_the_settings_are_written(store: Store, data: Path, tmp_path: Path) -> None:
    put(store)
    approve(store)
    settings = Settings(data=data, export_when_approved=tmp_path / "out", export_formats="txt, folder,md")
    approval = after_approval(store, settings, CALL)
    assert [path.name for path in approval.files] == [f"{CALL}.md", f"{CALL}.txt", CALL]
    assert (tmp_path / "out" / CALL / "call.json").is_file()
    (delivery,) = store.out.deliveries(CALL)
    assert (delivery.target, delivery.state) == ("folder", "arrived")


def test_a_step_without_a_day_has_no_calendar_entry_and_is_no_fault(store: Store, data: Path, tmp_path: Path) -> None:
    put(store, notes=NOTES.model_copy(update={"next": None}))
    approve(store)
    settings = Settings(data=data, export_when_approved=tmp_path, export_formats="md,ics")
    approval = after_approval(store, settings, CALL)
    assert ([path.name for path in approval.files], approval.problems) == ([f"{CALL}.md"], ())


def test_every_webhook_is_told(store: Store, data: Path) -> None:
    put(store)
    approve(store)
    hooks = "".join(f"  - {{name: {name}, url: 'http://localhost/', secret: {SECRET}}}\n" for name in ("a", "b"))
    (data / FILE).write_text(f"webhooks:\n{hooks}")
    assert after_approval(store, Settings(data=data), CALL).webhooks == ("a", "b")
    assert {one.target: one.state for one in store.out.deliveries(CALL)} == {"a": "waiting", "b": "waiting"}


def test_an_unknown_call(store: Store, data: Path) -> None:
    with pytest.raises(Problem, match="no call"):
        after_approval(store, Settings(data=data), "nope")


@pytest.mark.parametrize("formats", ["docx", "md,docx", ",", "md;txt"])
def test_a_mistake_in_the_formats_is_told(formats: str) -> None:
    with pytest.raises(Problem, match="one or more of md, txt, json") as caught:
        load_settings(export_formats=formats)
    assert caught.value.code == "setting-mistake"
