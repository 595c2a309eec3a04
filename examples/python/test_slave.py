"""What the slave promises: `/usr/bin/python3 -m unittest` in this folder, or `mvn verify`, which runs it as well."""

import os
import unittest
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from clock import PPB, SECOND, ClusterClock, Refusal
from session import GiveUp, Over, SentOn, Session
from slave import DESCRIPTORS, addresses
from wire import MOST_BYTES, Malformed, Wire

WALL = 1_800_000_000 * SECOND
EPOCH = WALL // 1_000_000
MASTER_SESSION = 0xC0FFEE


class ManualClock:
    """A local clock that stands still until the test moves it."""

    def __init__(self) -> None:
        self.now = WALL
        self.slept = 0

    def nanos(self) -> int:
        return self.now

    def disruptions(self) -> int:
        return self.slept


@dataclass(frozen=True)
class Correction:
    """One that a master could send."""

    epoch: int = EPOCH
    round: int = 1
    base_version: int = 0
    at_nanos: int = WALL
    offset_nanos: int = 0
    rate_ppb: float = 0.0
    error_nanos: int = 5_000
    error_growth_ppb: float = 1_000.0
    synchronized_for_nanos: int = 3 * SECOND
    valid_for_nanos: int = 600 * SECOND


class ClockTest(unittest.TestCase):
    def setUp(self) -> None:
        self.local = ManualClock()
        self.clock = ClusterClock(self.local)  # type: ignore[arg-type]

    def correct(self, offset: int = 0, **more: Any) -> Refusal | None:
        more = {"base_version": self.clock.target.version, "at_nanos": self.local.now, **more}
        return self.clock.correct(replace(Correction(), offset_nanos=offset, **more))

    def test_shows_local_time_and_promises_nothing_before_the_first_correction(self) -> None:
        now = self.clock.read()
        self.assertEqual((now.cluster, now.error, now.status), (WALL, None, "UNSYNCHRONIZED"))

    def test_the_first_correction_steps_either_way(self) -> None:
        self.assertIsNone(self.correct(-5 * SECOND))
        now = self.clock.read()
        self.assertEqual((now.cluster, now.status), (WALL - 5 * SECOND, "SYNCHRONIZED"))
        self.assertEqual(now.error, 5_100)

    def test_corrections_are_relative_to_the_mapping_in_force_at_their_moment(self) -> None:
        self.correct(SECOND, rate_ppb=40_000.0)
        self.local.now += 10 * SECOND
        self.correct(7, rate_ppb=-15_000.0)
        self.assertEqual(self.clock.target.offset, SECOND + 400_000 + 7)
        self.assertEqual((self.clock.target.rate_ppb, self.clock.target.version), (25_000.0, 2))

    def test_a_correction_is_applied_once(self) -> None:
        once = replace(Correction(), offset_nanos=SECOND)
        self.assertIsNone(self.clock.correct(once))
        self.assertIs(self.clock.correct(once), Refusal.OTHER_VERSION)
        self.assertEqual(self.clock.read().cluster, WALL + SECOND)

    def test_an_older_epoch_is_refused(self) -> None:
        self.correct()
        self.assertIs(self.correct(SECOND, epoch=EPOCH - 1), Refusal.STALE_EPOCH)
        self.assertEqual(self.clock.read().cluster, WALL)

    def test_what_is_not_for_this_clock_is_refused(self) -> None:
        self.assertIs(self.correct(at_nanos=WALL + 601 * SECOND), Refusal.FAR_FROM_NOW)
        self.assertIs(self.correct(rate_ppb=60_000_000.0), Refusal.IMPOSSIBLE_RATE)
        self.assertIs(self.correct(rate_ppb=float("nan")), Refusal.IMPOSSIBLE_RATE)
        self.assertIs(self.correct(epoch=EPOCH + 3 * 86_400_000), Refusal.EPOCH_AHEAD)
        self.correct()
        self.assertIs(self.correct(1001 * SECOND), Refusal.BEYOND_PANIC)

    def test_time_never_goes_back_while_it_is_slewed(self) -> None:
        self.correct()
        self.correct(-50_000_000)
        before = self.clock.read().cluster
        self.assertEqual(before, WALL)
        for _ in range(6_000):
            self.local.now += 1_000_003
            now = self.clock.read()
            self.assertGreaterEqual(now.cluster, before)
            target = self.local.now + self.clock.target.offset_at(self.local.now)
            assert now.error is not None
            self.assertGreaterEqual(now.error, abs(now.cluster - target))
            before = now.cluster
        self.assertEqual(before, self.local.now - 50_000_000)

    def test_it_steps_forward_and_never_back(self) -> None:
        self.correct()
        self.correct(SECOND)
        self.assertEqual(self.clock.read().cluster, WALL + SECOND)
        self.correct(-SECOND)
        self.assertEqual(self.clock.read().cluster, WALL + SECOND)

    def test_the_error_grows_until_the_promise_expires(self) -> None:
        self.correct()
        self.local.now += 10 * SECOND
        now = self.clock.read()
        self.assertEqual((now.status, now.error), ("HOLDOVER", 5_000 + 10_000 + 100))
        self.local.now += 590 * SECOND
        now = self.clock.read()
        self.assertEqual((now.status, now.error), ("UNSYNCHRONIZED", None))

    def test_nothing_is_promised_after_the_machine_slept_until_the_next_correction(self) -> None:
        self.correct()
        on_its_way = replace(Correction(), base_version=self.clock.target.version, at_nanos=self.local.now)
        self.local.slept += 1
        self.assertEqual(self.clock.read().status, "UNSYNCHRONIZED")
        self.assertIs(self.clock.correct(on_its_way), Refusal.OTHER_VERSION)
        self.assertIsNone(self.correct())
        self.assertEqual(self.clock.read().status, "SYNCHRONIZED")


class WithMessages(unittest.TestCase):
    def setUp(self) -> None:
        self.wire = Wire(Path(os.environ.get("CAMPANILE_DESCRIPTORS", DESCRIPTORS)))


class WireTest(WithMessages):
    def test_frames_arrive_whole_however_the_bytes_come(self) -> None:
        sent = [self.wire.Envelope(session=i, goodbye={"detail": "x" * 20 * i}) for i in range(1, 20)]
        frames = b"".join(self.wire.encode(each) for each in sent)
        for chunk in (1, 7, len(frames)):
            decoder = self.wire.decoder()
            heard = [e for i in range(0, len(frames), chunk) for e in decoder.feed(frames[i : i + chunk])]
            self.assertEqual(heard, sent)

    def test_what_is_no_frame_is_refused(self) -> None:
        too_long = self.wire.encode(self.wire.Envelope(goodbye={"detail": "x" * MOST_BYTES}))
        for data in (b"\0", b"\xff" * 5, too_long, b"\x01\xff"):
            with self.assertRaises(Malformed):
                list(self.wire.decoder().feed(data))

    def test_words_and_numbers_of_enums(self) -> None:
        self.assertEqual(self.wire.number("GoodbyeReason", "STALE_MASTER"), 7)
        self.assertEqual(self.wire.word("Standing", 3), "MEMBER")
        self.assertEqual(self.wire.word("Standing", 99), "99")


class SessionTest(WithMessages):
    def setUp(self) -> None:
        super().setUp()
        self.local = ManualClock()
        self.clock = ClusterClock(self.local)  # type: ignore[arg-type]
        self.session = Session(self.wire, self.clock, "p1", 42, False)

    def receive(self, session: int = MASTER_SESSION, **body: Any) -> Any:
        return self.session.on_message(self.wire.Envelope(session=session, **body), self.local.now)

    def welcome(self, epoch: int = EPOCH) -> None:
        self.receive(welcome={"name": "p1", "epoch": epoch, "round_nanos": SECOND, "idle_nanos": 10 * SECOND})

    def correction(self, **more: Any) -> dict[str, Any]:
        return {**vars(Correction()), **more}

    def test_says_hello_with_the_newest_epoch_that_it_obeyed(self) -> None:
        self.assertEqual(self.session.hello().hello.last_epoch, 0)
        self.welcome()
        self.receive(correction=self.correction())
        hello = self.session.hello().hello
        self.assertEqual((hello.name, hello.instance, hello.last_epoch, hello.echoes_nonces), ("p1", 42, EPOCH, True))

    def test_answers_a_probe_with_its_marks_and_the_state_of_its_clock(self) -> None:
        self.welcome()
        probe = {"round": 7, "sequence": 8, "nonce": 9, "standing": self.wire.number("Standing", "MEMBER")}
        answer = self.receive(probe={**probe, "correction": self.correction(offset_nanos=11, rate_ppb=12.0)})
        reading = answer.reading
        self.assertEqual(answer.session, MASTER_SESSION)
        self.assertEqual((reading.round, reading.sequence, reading.nonce, reading.t2_nanos), (7, 8, 9, WALL))
        clock = reading.clock
        self.assertEqual((clock.version, clock.anchor_nanos, clock.offset_nanos, clock.rate_ppb), (1, WALL, 11, 12.0))
        self.assertEqual((clock.epoch, clock.error_nanos, clock.valid_for_nanos), (EPOCH, 5_000, 600 * SECOND))
        self.assertEqual(self.wire.word("ClockStatus", clock.status), "SYNCHRONIZED")
        self.assertEqual(self.session.standing, "MEMBER")

    def test_promises_nothing_once_the_master_found_it_wrong(self) -> None:
        self.welcome()
        self.receive(correction=self.correction())
        clock = self.receive(probe={"round": 1, "sequence": 1, "wrong_by_nanos": 40 * SECOND}).reading.clock
        self.assertEqual((clock.version, clock.void, clock.HasField("error_nanos")), (2, True, False))

    def test_refuses_a_master_of_an_older_epoch(self) -> None:
        self.welcome()
        self.receive(correction=self.correction())
        self.session = Session(self.wire, self.clock, "p1", 42, False)
        with self.assertRaises(GiveUp) as refused:
            self.welcome(EPOCH - 1)
        self.assertEqual(refused.exception.reason, "STALE_MASTER")

    def test_refuses_what_has_no_place_or_no_sense(self) -> None:
        probe = {"probe": {"round": 1, "sequence": 1}}
        self.assert_gives_up("OUT_OF_PHASE", **probe)
        self.welcome()
        self.assert_gives_up("OUT_OF_PHASE", session=1, **probe)
        self.assert_gives_up("OUT_OF_PHASE", hello={"name": "somebody"})
        self.assert_gives_up("MALFORMED", correction=self.correction(valid_for_nanos=2 * 86_400 * SECOND))
        self.assert_gives_up("MALFORMED", correction=self.correction(error_growth_ppb=float("nan")))
        self.assert_gives_up("DISTRUSTED", correction=self.correction(epoch=EPOCH + 3 * 86_400_000))

    def assert_gives_up(self, reason: str, session: int = MASTER_SESSION, **body: Any) -> None:
        with self.assertRaises(GiveUp) as refused:
            self.receive(session, **body)
        self.assertEqual(refused.exception.reason, reason)

    def test_is_sent_on_and_ended(self) -> None:
        with self.assertRaises(SentOn) as elsewhere:
            self.receive(0, redirect={"host": "m2", "port": 8080, "epoch": 3})
        self.assertEqual(elsewhere.exception.master, ("m2", 8080))
        with self.assertRaises(Over) as full:
            self.receive(0, goodbye={"reason": self.wire.number("GoodbyeReason", "FULL"), "detail": "come\x1b later"})
        self.assertTrue(full.exception.is_refusal)
        self.assertEqual(str(full.exception), "FULL: come  later")

    def test_drops_bodies_that_it_does_not_know(self) -> None:
        unknown = self.wire.Envelope.FromString(b"\xfa\x07\x02hi")
        self.assertIsNone(self.session.on_message(unknown, WALL))


class OptionsTest(unittest.TestCase):
    def test_addresses(self) -> None:
        self.assertEqual(addresses("a:1,[::1]:8080"), [("a", 1), ("::1", 8080)])
        with self.assertRaises(Exception):
            addresses("a")


if __name__ == "__main__":
    unittest.main()
