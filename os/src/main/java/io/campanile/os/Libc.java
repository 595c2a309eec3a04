package io.campanile.os;

import com.sun.jna.Native;

/**
 * The calls to the C library that neither the JDK nor Netty makes. Addresses are plain numbers, the quickest that JNA has: a call takes
 * a tenth of a microsecond beside what the kernel does.
 */
final class Libc {

    static final int CLOCK_REALTIME = 0;

    /** Nothing to read now. */
    static final int EAGAIN = 11;

    /** A signal came first. */
    static final int EINTR = 4;

    static final int MSG_DONTWAIT = 0x40;
    static final int MSG_ERRQUEUE = 0x2000;

    static {
        Native.register(Libc.class, "c");
    }

    private Libc() {}

    static native int recvmmsg(int socket, long messages, int count, int flags, long timeout);

    @SuppressWarnings("MemberName") // the library's
    static native int clock_gettime(int clock, long time);
}
