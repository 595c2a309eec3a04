"""The clocks of a slave: one that nobody adjusts, and the cluster's, which corrections make of it. Formulas: docs/protocol.md.

Times are nanoseconds since 1970, rates parts per billion (ppb). Nothing here reads a socket, and only LocalClock reads a clock.
"""

import math
import time
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any, Protocol

SECOND = 10**9
PPB = 10**9
MOST_RATE_PPB = 50_000_000
MOST_OFFSET = 1 << 61
MOST_DISTANCE = 600 * SECOND
"""A correction that holds further than this from now is for another clock."""
MOST_VALIDITY = 36_000 * SECOND
"""For no longer is anything believed, whatever a master says."""
EPOCH_LEAD = 2 * 86_400 * SECOND
PANIC = 1000 * SECOND
"""After the first correction no other one moves the clock further."""
SLEW = 0.01
"""How fast the served time may run against its target."""
STEP_FORWARD = 128_000_000
"""From here on a clock that is behind steps."""
GRANULARITY = 100
SLEPT = 30_000_000
"""So much more boot time than monotonic time has passed only if the machine slept: the first goes on meanwhile."""


class LocalClock:
    """Wall time, read once and carried on by the monotonic clock. It can be made wrong, to try things out on one machine."""

    def __init__(self, offset: int = 0, drift_ppm: float = 0) -> None:
        self._since = time.monotonic_ns()
        self._start = time.time_ns() + offset
        self._drift = drift_ppm / 1e6
        self._asleep = self._boot_ahead()
        self._disruptions = 0

    def nanos(self) -> int:
        passed = time.monotonic_ns() - self._since
        return self._start + passed + math.floor(self._drift * passed)

    def disruptions(self) -> int:
        """How often the machine is known to have slept: the monotonic clock missed that."""
        asleep = self._boot_ahead()
        if asleep - self._asleep > SLEPT:
            self._asleep = asleep
            self._disruptions += 1
        return self._disruptions

    @staticmethod
    def _boot_ahead() -> int:
        # The greatest of three: where the process had to wait between the two, the difference is too small.
        return max(time.clock_gettime_ns(time.CLOCK_BOOTTIME) - time.monotonic_ns() for _ in range(3))


class Correction(Protocol):
    """What campanile.proto says of one."""

    epoch: int
    round: int
    base_version: int
    at_nanos: int
    offset_nanos: int
    rate_ppb: float
    error_nanos: int
    error_growth_ppb: float
    synchronized_for_nanos: int
    valid_for_nanos: int


class Refusal(Enum):
    """Why a correction is not applied. The master need not be told: the next reading shows what is."""

    STALE_EPOCH = auto()
    OTHER_VERSION = auto()
    FAR_FROM_NOW = auto()
    IMPOSSIBLE_RATE = auto()
    EPOCH_AHEAD = auto()
    BEYOND_PANIC = auto()

    def is_distrust(self) -> bool:
        """Whether the master is to be left."""
        return self in (Refusal.EPOCH_AHEAD, Refusal.BEYOND_PANIC)


@dataclass(frozen=True)
class Mapping:
    """Cluster time = local + offset + rate · (local − anchor)."""

    version: int = 0
    anchor: int = 0
    offset: int = 0
    rate_ppb: float = 0.0

    def offset_at(self, local: int) -> int:
        return self.offset + math.floor(self.rate_ppb / PPB * (local - self.anchor) + 0.5)

    def corrected(self, by: Correction) -> "Mapping":
        """The next version. What a master sends is a difference, so it is added to what is in force there and then."""
        offset = self.offset_at(by.at_nanos) + by.offset_nanos
        return Mapping(self.version + 1, by.at_nanos, offset, self.rate_ppb + by.rate_ppb)


@dataclass(frozen=True)
class Moment:
    """What the cluster clock says. The error is None while nobody knows it."""

    local: int
    cluster: int
    error: int | None
    status: str


class ClusterClock:
    """The cluster's time, as corrections make it. From the first one on it never goes back."""

    def __init__(self, local: LocalClock) -> None:
        self.local = local
        self.target = Mapping()
        self.last: Correction | None = None
        self.epoch = 0
        self.is_void = False
        self.disruptions = local.disruptions()
        # Served time is ahead of its target by `lag` at `slew_from`, and meets it at `slew_until`.
        self._lag = 0
        self._slew_from = 0
        self._slew_until = 0
        self._greatest = 0

    def _served(self, local: int) -> int:
        ahead = 0
        if local < self._slew_until:
            ahead = self._lag * (self._slew_until - local) // (self._slew_until - self._slew_from)
        served = local + self.target.offset_at(local) + ahead
        if self.last is None:
            return served
        # Whatever rounding does, and whoever has read it: it does not go back.
        self._greatest = max(self._greatest, served)
        return self._greatest

    def read(self) -> Moment:
        """Everything at one moment."""
        self._look()
        local = self.local.nanos()
        served = self._served(local)
        status = self._status(local)
        if self.last is None or status == "UNSYNCHRONIZED":
            return Moment(local, served, None, status)
        age = abs(local - self.last.at_nanos)
        lag = abs(served - local - self.target.offset_at(local))
        error = lag + self.last.error_nanos + math.ceil(self.last.error_growth_ppb / PPB * age) + GRANULARITY
        return Moment(local, served, error, status)

    def _status(self, local: int) -> str:
        if self.last is None or self.is_void:
            return "UNSYNCHRONIZED"
        if local < self.last.at_nanos + self.last.synchronized_for_nanos:
            return "SYNCHRONIZED"
        return "HOLDOVER" if local < self.last.at_nanos + self._validity(self.last) else "UNSYNCHRONIZED"

    @staticmethod
    def _validity(correction: Correction) -> int:
        return min(correction.valid_for_nanos, MOST_VALIDITY)

    def admits_epoch(self, epoch: int) -> bool:
        """An epoch is a wall time in milliseconds: one far beyond this clock's own would lock all others out."""
        known = max(self.epoch * 1_000_000, self.local.nanos())
        return epoch * 1_000_000 <= known + EPOCH_LEAD

    def correct(self, by: Correction) -> Refusal | None:
        """Applies a correction, or says why not."""
        self._look()
        local = self.local.nanos()
        if by.epoch < self.epoch:
            return Refusal.STALE_EPOCH
        if by.base_version != self.target.version:
            return Refusal.OTHER_VERSION
        if abs(by.at_nanos - local) > MOST_DISTANCE:
            return Refusal.FAR_FROM_NOW
        if not abs(self.target.rate_ppb + by.rate_ppb) <= MOST_RATE_PPB:
            return Refusal.IMPOSSIBLE_RATE
        if not self.admits_epoch(by.epoch):
            return Refusal.EPOCH_AHEAD
        target = self.target.corrected(by)
        if self.last is not None and abs(target.offset_at(local) - self.target.offset_at(local)) > PANIC:
            return Refusal.BEYOND_PANIC
        lag = self._served(local) - local - target.offset_at(local)
        if self.last is None or -lag > STEP_FORWARD:
            lag = 0
        self.target, self.last, self.epoch, self.is_void = target, by, by.epoch, False
        self._lag, self._slew_from, self._slew_until = lag, local, local + math.ceil(abs(lag) / SLEW)
        return None

    def reject(self) -> None:
        """The master found this clock wrong: what it promised counts no more."""
        if self.last is not None and not self.is_void:
            self._void()

    def _look(self) -> None:
        """Whether the machine slept: then a correction that is on its way counts no more either."""
        times = self.local.disruptions()
        if times != self.disruptions:
            self.disruptions = times
            self._void()

    def _void(self) -> None:
        self.is_void = True
        self.target = Mapping(self.target.version + 1, self.target.anchor, self.target.offset, self.target.rate_ppb)

    def describe(self, into: Any, status_number: Any) -> None:
        """Fills in a message `Clock`."""
        self._look()
        into.version = self.target.version
        into.anchor_nanos = self.target.anchor
        into.offset_nanos = self.target.offset
        into.rate_ppb = self.target.rate_ppb
        into.status = status_number(self._status(self.local.nanos()))
        into.epoch = self.epoch
        into.disruptions = self.disruptions
        into.void = self.is_void
        if self.last is not None and not self.is_void:
            into.error_nanos = self.last.error_nanos
            into.error_growth_ppb = self.last.error_growth_ppb
            into.valid_for_nanos = self._validity(self.last)
