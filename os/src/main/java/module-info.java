/**
 * What the Linux kernel offers beyond the JDK: time stamps of datagrams, which are used wherever this is present; and what the machine
 * knows of UTC, for who wants to claim it.
 */
module io.campanile.os {
    requires com.sun.jna;
    requires transitive io.campanile.clock;
    requires io.campanile.proto;
    requires io.netty.transport.classes.epoll;
    requires io.netty.transport.unix.common;
    requires org.slf4j;
    requires static org.jspecify;

    exports io.campanile.os.utc;

    provides io.campanile.proto.socket.KernelSockets with
            io.campanile.os.LinuxSockets;
}
