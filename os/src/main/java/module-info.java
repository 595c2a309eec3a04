/** What the Linux kernel offers beyond the JDK: time stamps of datagrams. Nobody calls it: where it is present, it is used. */
module io.campanile.os {
    requires com.sun.jna;
    requires io.campanile.proto;
    requires io.netty.transport.classes.epoll;
    requires io.netty.transport.unix.common;
    requires static org.jspecify;

    provides io.campanile.proto.socket.KernelSockets with
            io.campanile.os.LinuxSockets;
}
