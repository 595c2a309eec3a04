package io.campanile.os;

import com.sun.jna.Native;

/**
 * The calls to the C library that neither the JDK nor Netty makes. Addresses are plain numbers, the quickest that JNA has: a call takes
 * a tenth of a microsecond beside what the kernel does.
 */
final class Libc {

    static final int CLOCK_REALTIME = 0;

    /** What nothing bends. */
    static final int CLOCK_MONOTONIC_RAW = 4;

    /** Not permitted. */
    static final int EPERM = 1;

    /** Nothing to read now. */
    static final int EAGAIN = 11;

    /** A signal came first. */
    static final int EINTR = 4;

    /** No such value. */
    static final int EINVAL = 22;

    static final int MSG_PEEK = 2;
    static final int MSG_DONTWAIT = 0x40;
    static final int MSG_ERRQUEUE = 0x2000;

    static {
        Native.register(Libc.class, "c");
    }

    private Libc() {}

    static native int recvmmsg(int socket, long messages, int count, int flags, long timeout);

    static native int ioctl(int file, long request, long argument);

    static native int open(String path, int flags);

    @SuppressWarnings("MemberName") // the library's
    static native int clock_gettime(int clock, long time);

    @SuppressWarnings("MemberName") // the library's
    static native int clock_adjtime(int clock, long timex);
}
