"""Whether weights can run on a graphics processor of this machine."""

import logging

from audio.problem import place_of

_log = logging.getLogger(__name__)


def gpus() -> int:
    """How many there are that CTranslate2 sees."""
    import ctranslate2

    try:
        return int(ctranslate2.get_cuda_device_count())
    except RuntimeError as error:  # a driver that is too old, or half installed: as good as none
        _log.info("no GPU can be used: %s", place_of(error))
        return 0
