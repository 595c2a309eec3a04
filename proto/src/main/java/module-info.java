/** What both ends agree on at the wire: messages, framing, limits, time stamps. */
module io.campanile.proto {
    requires transitive com.google.protobuf;
    requires transitive io.campanile.core;
    requires transitive io.netty.buffer;
    requires transitive io.netty.codec.protobuf;
    requires transitive io.netty.codec;
    requires transitive io.netty.common;
    requires transitive io.netty.handler;
    requires transitive io.netty.resolver;
    requires transitive io.netty.transport;
    requires io.netty.transport.classes.epoll;
    requires io.netty.transport.unix.common;
    requires org.slf4j;
    requires static transitive org.jspecify;

    uses io.campanile.proto.socket.KernelSockets;

    exports io.campanile.proto;
    exports io.campanile.proto.codec;
    exports io.campanile.proto.datagram;
    exports io.campanile.proto.keys;
    exports io.campanile.proto.lane;
    exports io.campanile.proto.seal;
    exports io.campanile.proto.socket;
    exports io.campanile.proto.tls;
    exports io.campanile.proto.v1;
}
