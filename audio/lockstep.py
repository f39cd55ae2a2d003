"""Two devices' sound brought into step: each delivers when it likes, stalls and comes back, and has a clock of its own."""

from dataclasses import dataclass, field

import numpy as np

from audio.frames import SAMPLE_RATE, Samples
from audio.side import Side

STALL_SECONDS = 0.5
"""A side that delivers nothing for so long is lost, and silent until it comes back. Devices deliver every 10 to 100 ms, Bluetooth up to 200."""

BURST_SECONDS = 1.0
"""How long after a side was found again it may deliver what was held up."""

START_SECONDS = 2.0
"""The first sound is held back until every side has begun, but not longer."""

SLIP_SECONDS = 0.06
"""A side that stays behind by more for a second is given silence: its device's clock is slow (0.01 % make 0.36 s in an hour)."""

_JUDGED = SAMPLE_RATE
"""Samples over which a side must stay behind."""


@dataclass(frozen=True, slots=True)
class Notice:
    """A side's sound was lost (or, `lost` False, came back)."""

    side: Side
    lost: bool


@dataclass(slots=True)
class _Lane:
    """What is kept for one side. All times are those of the caller's clock, lengths are samples."""

    side: Side
    arrived_at: float
    pieces: list[Samples] = field(default_factory=list)
    waiting: int = 0
    begun: bool = False
    lost: bool = False
    ended: bool = False
    owed: int = 0
    """Silence given in its place; as much of what it delivers late is dropped."""
    forgiven_at: float = 0.0
    """When it no longer counts as late; what was held up comes in a burst."""
    least: int = 0
    """The least that was left waiting since it was last judged."""

    def add(self, samples: Samples) -> None:
        self.pieces.append(samples)
        self.waiting += len(samples)

    def take(self, length: int) -> Samples:
        """The next `length` samples, silence where there are no more."""
        joined = np.concatenate(self.pieces) if self.pieces else np.zeros(0, np.float32)
        self.pieces = [joined[length:]] if len(joined) > length else []
        self.waiting = max(0, self.waiting - length)
        missing = length - len(joined)
        return np.concatenate((joined, np.zeros(missing, np.float32))) if missing > 0 else joined[:length]


class LockStep:
    """Used on one thread. `now` is any clock in seconds that does not go back; samples are float32 at 16 kHz, shape (n,)."""

    def __init__(self, sides: tuple[Side, ...], now: float) -> None:
        self._lanes = tuple(_Lane(side, now) for side in sides)
        self._opened = now
        self._began: float | None = None
        """When the first sample given was heard; None until then."""
        self._given = 0
        self._judged = 0

    def arrived(self, track: int, samples: Samples, now: float) -> None:
        """A device delivered."""
        lane = self._lanes[track]
        lane.arrived_at, lane.begun, lane.ended = now, True, False
        lane.add(samples)
        if lane.owed:
            self._drop_late(lane, now)

    def ended(self, track: int) -> None:
        """A device will deliver no more, as far as one knows."""
        self._lanes[track].ended = True

    def lost(self, track: int) -> bool:
        """Whether a side is silent for want of sound."""
        return self._lanes[track].lost

    def due(self, now: float) -> tuple[Samples, list[Notice]]:
        """What can be given by now (shape (n, tracks), n may be 0) and which sides were lost or found."""
        notices = [notice for lane in self._lanes if (notice := self._notice(lane, now))]
        if self._began is None and not self._begin(now):
            return self._nothing(), notices
        length = self._length(now)
        if length <= 0:
            return self._nothing(), notices
        for lane in self._lanes:
            if lane.lost:
                lane.owed += max(0, length - lane.waiting)
        samples = np.stack([lane.take(length) for lane in self._lanes], axis=1)
        self._given += length
        self._judge()
        return samples, notices

    def _nothing(self) -> Samples:
        return np.zeros((0, len(self._lanes)), np.float32)

    def _notice(self, lane: _Lane, now: float) -> Notice | None:
        lost = lane.ended or now - lane.arrived_at > (STALL_SECONDS if self._began is not None else START_SECONDS)
        if lost == lane.lost:
            return None
        lane.lost = lost
        lane.forgiven_at = now + BURST_SECONDS
        return Notice(lane.side, lost)

    def _begin(self, now: float) -> bool:
        """Starts once every side has begun or is lost: with the same last stretch of each, since all of it was heard up to now."""
        if not all(lane.begun or lane.lost for lane in self._lanes):
            return False
        common = min((lane.waiting for lane in self._lanes if lane.waiting), default=0)
        for lane in self._lanes:
            lane.take(max(0, lane.waiting - common))
        self._began = now - common / SAMPLE_RATE
        return True

    def _length(self, now: float) -> int:
        """How much every side that is not lost can give; where all are, the time that has passed without sound."""
        there = [lane.waiting for lane in self._lanes if not lane.lost]
        return min(there) if there else self._due_by(now)

    def _due_by(self, now: float) -> int:
        """Samples that the clock says should follow those given."""
        return int((now - self._began) * SAMPLE_RATE) - self._given if self._began is not None else 0

    def _drop_late(self, lane: _Lane, now: float) -> None:
        """Drops the oldest of what a side delivers after silence was given in its place, as far as it would put it ahead of the clock."""
        if not lane.lost and now > lane.forgiven_at:
            lane.owed = 0
            return
        late = min(lane.owed, lane.waiting - self._due_by(now))
        if late > SLIP_SECONDS * SAMPLE_RATE:
            lane.take(late)
            lane.owed -= late

    def _judge(self) -> None:
        """Gives silence to sides that stay behind another."""
        for lane in self._lanes:
            lane.least = min(lane.least, lane.waiting)
        if self._given - self._judged < _JUDGED:
            return
        ahead = max(lane.least for lane in self._lanes)
        for lane in self._lanes:
            if not lane.lost and ahead - lane.least > SLIP_SECONDS * SAMPLE_RATE:
                lane.add(np.zeros(ahead - lane.least, np.float32))
            lane.least = lane.waiting
        self._judged = self._given
