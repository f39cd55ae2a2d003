"""A GPU: used where it works, and done without where it does not."""

import ctranslate2
import pytest

from assistant.choosing import sample_speech
from models.gpu import gpus
from models.weights import LIGHT
from models.whisper import WhisperRecogniser


def test_a_driver_that_fails_is_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> int:
        raise RuntimeError("CUDA driver version is insufficient")

    monkeypatch.setattr("ctranslate2.get_cuda_device_count", fail)
    assert gpus() == 0


def test_a_gpu_that_does_not_work_is_done_without(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    """It is said to be there, but is not."""
    if ctranslate2.get_cuda_device_count():
        pytest.skip("this machine has a GPU")
    monkeypatch.setattr("ctranslate2.get_cuda_device_count", lambda: 1)
    assert "life jackets" in WhisperRecogniser(LIGHT).final(sample_speech(), "").text
    assert "on the processor" in caplog.text
