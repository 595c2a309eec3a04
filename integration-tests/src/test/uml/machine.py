#!/usr/bin/python3
"""The clock of a user-mode Linux, for OsClockIT: `machine.py set SECONDS PPM` makes it wrong, `machine.py watch SECONDS` tells it.

Each line of watch tells what the clock showed when the processor's own counter showed that: the counter is the same one for the machine
and for every user-mode Linux on it, so that their clocks can be compared without a network between. Nothing is set on a real machine.
"""

import ctypes
import json
import mmap
import struct
import sys
import time

ADJ_FREQUENCY = 0x0002
TIMEX = 208

# rdtsc; shl rdx, 32; or rax, rdx; ret
READ_COUNTER = bytes.fromhex("0f31 48c1e220 4809d0 c3")

libc = ctypes.CDLL(None, use_errno=True)


def adjtimex(modes=0, frequency=0):
    timex = ctypes.create_string_buffer(TIMEX)
    struct.pack_into("=I4xqq", timex, 0, modes, 0, frequency)
    if libc.adjtimex(timex) < 0:
        raise OSError(ctypes.get_errno(), "adjtimex")
    frequency, max_error, est_error, status = struct.unpack_from("=qqqi", timex, 16)
    return {"frequency": frequency / 65536, "max_error": max_error, "est_error": est_error, "status": status}


def make_wrong(seconds, ppm):
    with open("/proc/cpuinfo") as about:
        if "User Mode Linux" not in about.read():
            sys.exit("this is no user-mode Linux, and its clock is left alone")
    time.clock_settime_ns(time.CLOCK_REALTIME, time.time_ns() + round(seconds * 1e9))
    adjtimex(ADJ_FREQUENCY, round(ppm * 65536))


def watch(every):
    code = mmap.mmap(-1, mmap.PAGESIZE, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    code.write(READ_COUNTER)
    counter = ctypes.CFUNCTYPE(ctypes.c_uint64)(ctypes.addressof(ctypes.c_char.from_buffer(code)))
    while True:
        narrowest = None
        for _ in range(20):
            before = counter()
            wall = time.time_ns()
            after = counter()
            if narrowest is None or after - before < narrowest[2]:
                narrowest = ((before + after) // 2, wall, after - before)
        line = {"counter": narrowest[0], "wall": narrowest[1], "width": narrowest[2]}
        print("clock " + json.dumps({**line, **adjtimex()}), flush=True)
        time.sleep(every)


if sys.argv[1] == "set":
    make_wrong(float(sys.argv[2]), float(sys.argv[3]))
else:
    watch(float(sys.argv[2]))
