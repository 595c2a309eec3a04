"""A slave's end of one session, without sockets: what comes in, and what is to be said to it. See docs/protocol.md."""

import math
from typing import Any

from clock import MOST_OFFSET, SECOND, ClusterClock
from wire import Wire

VERSION = 1
DAY = 86_400 * SECOND
MOST_TIME = 1 << 62
WELCOME_WITHIN = 10 * SECOND
MOST_PATIENCE = 60 * SECOND
PASSING = ("SHUTDOWN", "IDLE", "SUPERSEDED", "UNKNOWN_SESSION")
"""What a master says for reasons that may be gone in a moment. The others are meant for longer."""


class Over(Exception):
    """The master has ended the session, or the connection broke. A refusal would be repeated if it were asked again at once."""

    def __init__(self, detail: str, is_refusal: bool = False) -> None:
        super().__init__(detail)
        self.is_refusal = is_refusal


class SentOn(Exception):
    """Another master leads."""

    def __init__(self, host: str, port: int) -> None:
        super().__init__(f"{host}:{port} leads")
        self.master = (host, port)


class GiveUp(Exception):
    """This end ends the session, and says so: the reason is one of GoodbyeReason."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
        self.is_refusal = reason not in PASSING


class Session:
    """Says hello, answers probes, applies corrections.

    The clock outlives it. A message that has no place, or a value out of its range, raises GiveUp.
    """

    def __init__(self, wire: Wire, clock: ClusterClock, name: str, instance: int, observer: bool) -> None:
        self._wire = wire
        self._clock = clock
        self._hello = {"name": name, "instance": instance, "observer": observer}
        self._session = 0
        self.is_welcome = False
        self.patience = WELCOME_WITHIN
        """For how long the master may be silent."""
        self.standing = "JOINING"

    def hello(self) -> Any:
        hello = {"protocol_version": VERSION, "last_epoch": self._clock.epoch, "echoes_nonces": True, **self._hello}
        return self._wire.Envelope(hello=hello)

    def goodbye(self, reason: str, detail: str = "") -> Any:
        return self._wire.Envelope(
            session=self._session, goodbye={"reason": self._wire.number("GoodbyeReason", reason), "detail": detail[:300]}
        )

    def on_message(self, envelope: Any, arrived: int) -> Any | None:
        """Takes a message in, and returns what to answer, if anything. A reading lacks its t3: take it as the last thing before it goes."""
        kind = envelope.WhichOneof("body")
        if kind is None:
            return None  # A body that this release of campanile.proto does not have.
        if kind == "goodbye":
            said = envelope.goodbye
            reason = self._wire.word("GoodbyeReason", said.reason)
            raise Over(f"{reason}: {printable(said.detail)}", not self.is_welcome and reason not in PASSING)
        if kind == "redirect":
            require(1 <= envelope.redirect.port <= 65_535, "the port of a redirect")
            raise SentOn(envelope.redirect.host, envelope.redirect.port)
        if kind == "welcome" and not self.is_welcome:
            return self._on_welcome(envelope.session, envelope.welcome)
        if not self.is_welcome or envelope.session != self._session:
            raise GiveUp("OUT_OF_PHASE", f"a {kind} of session {envelope.session:016x} has no place here")
        if kind == "probe":
            return self._on_probe(envelope.probe, arrived)
        if kind == "correction":
            return self._on_correction(envelope.correction)
        if kind == "announcement":
            return None  # This slave takes no part in them.
        raise GiveUp("OUT_OF_PHASE", f"a {kind} has no place here")

    def _on_welcome(self, session: int, welcome: Any) -> None:
        require(welcome.epoch >= 1, "the epoch")
        require(SECOND // 100 <= welcome.round_nanos <= 3600 * SECOND, "the round")
        require(welcome.idle_nanos >= welcome.round_nanos, "the idle time")
        if welcome.epoch < self._clock.epoch:
            raise GiveUp("STALE_MASTER", f"this slave has obeyed epoch {self._clock.epoch}, this master is of {welcome.epoch}")
        if not self._clock.admits_epoch(welcome.epoch):
            raise GiveUp("DISTRUSTED", f"epoch {welcome.epoch} is too far ahead of this slave's own clock")
        self._session = session
        self.is_welcome = True
        self.patience = min(welcome.idle_nanos, max(MOST_PATIENCE, 10 * welcome.round_nanos))

    def _on_probe(self, probe: Any, arrived: int) -> Any:
        self.standing = self._wire.word("Standing", probe.standing)
        if probe.HasField("wrong_by_nanos"):
            self._clock.reject()
        if probe.HasField("correction"):
            self._on_correction(probe.correction)
        answer = self._wire.Envelope(
            session=self._session,
            reading={"round": probe.round, "sequence": probe.sequence, "nonce": probe.nonce, "t2_nanos": arrived},
        )
        self._clock.describe(answer.reading.clock, lambda status: self._wire.number("ClockStatus", status))
        return answer

    def _on_correction(self, correction: Any) -> None:
        require(correction.epoch >= 1, "the epoch")
        require(0 - DAY <= correction.at_nanos < MOST_TIME + DAY, "the correction's time")
        require(abs(correction.offset_nanos) <= MOST_TIME, "the offset")
        require(math.isfinite(correction.rate_ppb), "the rate")
        require(correction.error_nanos <= MOST_TIME, "the error")
        require(0 <= correction.error_growth_ppb < 1e9, "the growth")
        require(correction.synchronized_for_nanos <= correction.valid_for_nanos <= DAY, "the validity")
        ahead = self._clock.target.offset_at(correction.at_nanos) + correction.offset_nanos
        require(0 <= correction.at_nanos < MOST_TIME and abs(ahead) <= MOST_OFFSET, "the corrected clock")
        refusal = self._clock.correct(correction)
        if refusal is not None and refusal.is_distrust():
            raise GiveUp("DISTRUSTED", f"a correction of {correction.offset_nanos / 1e9:+.6f} s in epoch {correction.epoch}")


def require(holds: bool, what: str) -> None:
    if not holds:
        raise GiveUp("MALFORMED", f"{what} is out of its range")


def printable(text: str) -> str:
    """What somebody else says never gets to drive a terminal."""
    return "".join(c if c.isprintable() else " " for c in text)
