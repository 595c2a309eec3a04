/** The slave: a Netty handler, an agent that follows the leader, and the cluster clock. */
module io.campanile.slave {
    requires transitive io.campanile.clock;
    requires transitive io.campanile.proto;
    requires io.netty.transport.classes.epoll;
    requires io.netty.transport.unix.common;
    requires org.slf4j;
    requires static transitive org.jspecify;
    // For those who have it: CampanileMetrics. Were it transitive, nobody could compile without it.
    requires static micrometer.core;

    exports io.campanile.slave;
}
