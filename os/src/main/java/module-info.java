/**
 * What the Linux kernel offers beyond the JDK: time stamps of messages, which are used wherever this is present; what the machine
 * knows of UTC, for who wants to claim it; and the machine's own clock, for who wants it kept on cluster time.
 */
module io.campanile.os {
    requires com.sun.jna;
    requires transitive io.campanile.clock;
    requires io.campanile.proto;
    requires io.netty.transport.classes.epoll;
    requires io.netty.transport.unix.common;
    requires org.slf4j;
    requires static org.jspecify;

    exports io.campanile.os.discipline;
    exports io.campanile.os.utc;

    provides io.campanile.proto.socket.KernelSockets with
            io.campanile.os.LinuxSockets;
}
