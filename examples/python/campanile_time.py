#!/usr/bin/python3
"""Asks a slave on this machine for cluster time: campanile slave --local-socket PATH. docs/local-socket.md explains every line."""

import json
import secrets
import socket
import struct
import sys
import time

REQUEST, ANSWER = struct.Struct("!4sHHQ"), struct.Struct("!4sHHQqqqiIqQqqiIq")
STATUS = {1: "UNSYNCHRONIZED", 2: "SYNCHRONIZED", 3: "HOLDOVER"}


def carried(age: int, time: int, error: int, rate: int, growth: int) -> tuple[int, int]:
    """What a time and its error have become meanwhile."""
    return time + age + age * rate // 10**9, error + age * growth // 10**9 + 1


def cluster_time(path: str, timeout: float = 1.0) -> tuple[str, tuple[int, int | None], tuple[int, int] | None]:
    """The clock's status; cluster time now and its error, UTC and its error, in nanoseconds. None is what nobody knows."""
    cookie = secrets.randbits(64)
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as to_slave:
        to_slave.settimeout(timeout)
        to_slave.connect(path)  # before bind: from then on the kernel takes datagrams from the slave alone
        to_slave.bind(f"\0campanile-{cookie:016x}")
        asked = time.monotonic_ns()
        to_slave.send(REQUEST.pack(b"CMPT", 2, 0, cookie))
        answer = to_slave.recv(ANSWER.size)
    now = time.monotonic_ns()
    if len(answer) != ANSWER.size:
        raise OSError(f"{path} speaks another version")
    _, _, status, echo, monotonic, cluster, error, rate, growth, until, _, *utc, utc_until = ANSWER.unpack(answer)
    if echo != cookie or not asked <= monotonic <= now:
        raise OSError(f"{path} does not answer by the monotonic clock of this machine")
    nanos, error = carried(now - monotonic, cluster, error, rate, growth)
    known = carried(now - monotonic, *utc) if now < utc_until else None
    return STATUS[status], (nanos, error if now < until else None), known


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: campanile_time.py PATH: that of a slave's --local-socket")
    try:
        status, cluster, utc = cluster_time(sys.argv[1])
        line = {"host_ns": time.time_ns(), "cluster_ns": cluster[0], "error_ns": cluster[1], "status": status}
        print(json.dumps(line | {"utc_ns": utc and utc[0], "utc_error_ns": utc and utc[1]}))
    except OSError as failure:
        sys.exit(f"{sys.argv[1]}: {failure}")
