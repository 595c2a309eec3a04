#!/usr/bin/python3
"""Asks a slave on this machine for cluster time: campanile slave --local-socket PATH. docs/local-socket.md explains every line."""

import json
import secrets
import socket
import struct
import sys
import time

REQUEST, ANSWER = struct.Struct("!4sHHQ"), struct.Struct("!4sHHQqqqiIqQ")
STATUS = {1: "UNSYNCHRONIZED", 2: "SYNCHRONIZED", 3: "HOLDOVER"}


def cluster_time(path: str, timeout: float = 1.0) -> tuple[int, int | None, str]:
    """Cluster time now, how far that can be off (None: nobody knows), both in nanoseconds, and the clock's status."""
    cookie = secrets.randbits(64)
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as to_slave:
        to_slave.settimeout(timeout)
        to_slave.connect(path)  # before bind: from then on the kernel takes datagrams from the slave alone
        to_slave.bind(f"\0campanile-{cookie:016x}")
        asked = time.monotonic_ns()
        to_slave.send(REQUEST.pack(b"CMPT", 1, 0, cookie))
        answer = to_slave.recv(ANSWER.size)
    now = time.monotonic_ns()
    if len(answer) != ANSWER.size:
        raise OSError(f"{path} speaks another version")
    _, _, status, echo, monotonic, cluster, error, rate, growth, until, _ = ANSWER.unpack(answer)
    if echo != cookie or not asked <= monotonic <= now:
        raise OSError(f"{path} does not answer by the monotonic clock of this machine")
    age = now - monotonic
    return cluster + age + age * rate // 10**9, error + age * growth // 10**9 + 1 if now < until else None, STATUS[status]


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: campanile_time.py PATH: that of a slave's --local-socket")
    try:
        told = cluster_time(sys.argv[1])
        print(json.dumps({"host_ns": time.time_ns(), "cluster_ns": told[0], "error_ns": told[1], "status": told[2]}))
    except OSError as failure:
        sys.exit(f"{sys.argv[1]}: {failure}")
