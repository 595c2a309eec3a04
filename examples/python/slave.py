#!/usr/bin/python3
"""A slave of a Campanile master in Python: what docs/protocol.md takes, in a few hundred lines that anybody may copy.

    /usr/bin/python3 slave.py --master localhost:8080 --name p1 --clock-offset 1.5

It needs Debian's python3-protobuf and a descriptor set of campanile.proto, which `mvn -pl proto -am compile` leaves where it is looked for,
and which `protoc --descriptor_set_out=campanile.desc campanile.proto` makes, too. One thread does everything: the moment at which
a probe came in is read as soon as the system has it.
"""

import argparse
import json
import os
import random
import secrets
import select
import signal
import socket
import sys
import time
from pathlib import Path
from types import FrameType
from typing import Any

from clock import PPB, SECOND, ClusterClock, LocalClock
from session import GiveUp, Over, SentOn, Session
from wire import Malformed, Wire

DESCRIPTORS = Path(__file__).resolve().parents[2] / "proto" / "target" / "campanile.desc"
CONNECT_SECONDS = 3.0
SEND_SECONDS = 1.0
FIRST_WAIT, LONGEST_WAIT, LONGEST_REFUSED_WAIT = 0.1, 1.0, 60.0
MOST_REDIRECTS = 3
PROVEN = 5 * SECOND
"""A session that lasted for so long was no failure."""

Address = tuple[str, int]


class NobodyReads(Exception):
    """Standard output is closed. (What a socket says of that is an OSError of the same kind.)"""


class Printer:
    """Prints a line of JSON at each whole multiple of an interval, by the machine's clock: as `campanile slave --print json` does."""

    def __init__(self, name: str, clock: ClusterClock, interval: float) -> None:
        self._name = name
        self._clock = clock
        self._every = round(interval * SECOND)
        self._next = (time.time_ns() // self._every + 1) * self._every

    def due_in(self) -> float:
        return max(0, self._next - time.time_ns()) / SECOND

    def print_if_due(self) -> None:
        if time.time_ns() >= self._next:
            try:
                print(json.dumps(self._line()), flush=True)
            except BrokenPipeError as e:
                raise NobodyReads from e
            self._next = (time.time_ns() // self._every + 1) * self._every

    def _line(self) -> dict[str, Any]:
        before = time.time_ns()
        now = self._clock.read()
        known = self._clock.last is not None
        return {
            "name": self._name,
            "host_ns": (before + time.time_ns()) // 2,
            "local_ns": now.local,
            "cluster_ns": now.cluster if known else None,
            "offset_ns": now.local - now.cluster if known else None,
            "drift_ppb": (1 / (1 + self._clock.target.rate_ppb / PPB) - 1) * PPB if known else None,
            "error_ns": now.error,
            "status": now.status,
            "epoch": self._clock.epoch,
            "round": self._clock.last.round if self._clock.last else 0,
        }


class Slave:
    """Follows whoever leads among its masters, one connection at a time, until the process ends."""

    def __init__(self, wire: Wire, masters: list[Address], clock: ClusterClock, printer: Printer, name: str, observer: bool) -> None:
        self._wire = wire
        self._masters = masters
        self._clock = clock
        self._printer = printer
        self._name = name
        self._observer = observer
        # So that a master knows it when it comes back: its new connection then takes the place of the old one.
        self._instance = secrets.randbits(64)

    def run(self) -> None:
        failures = redirects = turn = 0
        while True:
            master = self._masters[turn % len(self._masters)]
            began = time.monotonic_ns()
            longest = LONGEST_WAIT
            try:
                self._follow(master)
            except SentOn as elsewhere:
                # A redirect leads to a master of the list only: anybody can send one.
                if elsewhere.master in self._masters and redirects < MOST_REDIRECTS:
                    redirects += 1
                    turn = self._masters.index(elsewhere.master)
                    continue
                log(f"{shown(master)} sends this slave on to {shown(elsewhere.master)}")
            except (Over, GiveUp, Malformed, OSError) as end:
                log(f"{shown(master)}: {end}")
                if isinstance(end, (Over, GiveUp)) and end.is_refusal:
                    longest = LONGEST_REFUSED_WAIT
            redirects = 0
            failures = 0 if time.monotonic_ns() - began > PROVEN else failures + 1
            turn += 1
            # From half of it up: so those who lost their master at one moment do not all come back at another one.
            wait = min(longest, FIRST_WAIT * 2 ** min(max(failures - 1, 0), 20)) * random.uniform(0.5, 1)
            self._wait(None, time.monotonic() + wait)

    def _follow(self, master: Address) -> None:
        """One session. It ends by an exception that says how."""
        session = Session(self._wire, self._clock, self._name, self._instance, self._observer)
        with socket.create_connection(master, CONNECT_SECONDS) as connection:
            # A reading that waits for company comes late.
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            connection.settimeout(SEND_SECONDS)
            try:
                self._converse(connection, session, shown(master))
            except GiveUp as end:
                self._send(connection, session.goodbye(end.reason, str(end)))
                raise
            except Malformed as end:
                self._send(connection, session.goodbye("MALFORMED", str(end)))
                raise
            except (KeyboardInterrupt, NobodyReads):
                self._send(connection, session.goodbye("SHUTDOWN"))
                raise

    def _converse(self, connection: socket.socket, session: Session, master: str) -> None:
        decoder = self._wire.decoder()
        self._send(connection, session.hello())
        standing = ""
        while self._wait(connection, time.monotonic() + session.patience / SECOND):
            data = connection.recv(65_536)
            arrived = self._clock.local.nanos()
            if not data:
                raise Over("the master closed the connection")
            for envelope in decoder.feed(data):
                answer = session.on_message(envelope, arrived)
                if answer is not None:
                    answer.reading.t3_nanos = self._clock.local.nanos()
                    self._send(connection, answer)
            if session.is_welcome and session.standing != standing:
                standing = session.standing
                log(f"{master} has this slave as {standing.lower()}")
        raise GiveUp("IDLE", f"nothing from the master for {session.patience // SECOND} s")

    def _send(self, connection: socket.socket, envelope: Any) -> None:
        connection.sendall(self._wire.encode(envelope))

    def _wait(self, connection: socket.socket | None, until: float) -> bool:
        """Waits until there is something to read, and prints meanwhile. False when there was nothing by then."""
        while True:
            self._printer.print_if_due()
            left = until - time.monotonic()
            if left <= 0:
                return False
            if select.select([connection] if connection else [], [], [], min(left, self._printer.due_in()))[0]:
                return True


def log(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def shown(master: Address) -> str:
    return f"{master[0]}:{master[1]}"


def addresses(text: str) -> list[Address]:
    """HOST:PORT,…"""
    masters = []
    for each in text.split(","):
        host, colon, port = each.rpartition(":")
        if not (colon and host and port.isdecimal() and 1 <= int(port) <= 65_535):
            raise argparse.ArgumentTypeError(f"'{each}' is no address: write HOST:PORT")
        masters.append((host.strip("[]"), int(port)))
    return masters


def name(text: str) -> str:
    """What a hello may carry."""
    if not (1 <= len(text) <= 64 and text.isprintable()):
        raise argparse.ArgumentTypeError("a name has 1 to 64 printable characters")
    return text


def seconds(text: str) -> float:
    """How often to print."""
    value = float(text)
    if not 0.001 <= value <= 86_400:
        raise argparse.ArgumentTypeError("choose 0.001 to 86400 seconds")
    return value


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Follows a Campanile master, and prints the cluster's time as lines of JSON.")
    parser.add_argument("--master", type=addresses, required=True, metavar="HOST:PORT,…", help="whom to follow; members of one group")
    parser.add_argument("--name", type=name, default=socket.gethostname()[:64], help="what people call this slave (%(default)s)")
    parser.add_argument("--observer", action="store_true", help="be corrected, and take no part in the average")
    parser.add_argument("--clock-offset", type=float, default=0, metavar="SECONDS", help="make its local clock wrong by so much")
    parser.add_argument("--clock-drift", type=float, default=0, metavar="PPM", help="make it run fast by so much")
    parser.add_argument("--interval", type=seconds, default=1, metavar="SECONDS", help="how often to print (%(default)s)")
    parser.add_argument("--descriptors", type=Path, default=DESCRIPTORS, help="the descriptor set of campanile.proto (%(default)s)")
    return parser.parse_args()


def end(number: int, frame: FrameType | None) -> None:
    """What was begun is not finished: the session says goodbye, and nothing else is said."""
    raise KeyboardInterrupt(number)


def main() -> int:
    chosen = options()
    try:
        wire = Wire(chosen.descriptors)
    except OSError as e:
        print(f"slave.py: no descriptor set at {e.filename}: run mvn -pl proto -am compile, or give --descriptors", file=sys.stderr)
        return 1
    clock = ClusterClock(LocalClock(round(chosen.clock_offset * SECOND), chosen.clock_drift))
    printer = Printer(chosen.name, clock, chosen.interval)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, end)
    try:
        Slave(wire, chosen.master, clock, printer, chosen.name, chosen.observer).run()
    except KeyboardInterrupt as ended:
        return 128 + ended.args[0]
    except NobodyReads:
        # What Python would still write at its end goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 128 + signal.SIGPIPE
    return 0


if __name__ == "__main__":
    sys.exit(main())
