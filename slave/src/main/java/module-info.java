/** The slave: a Netty handler, an agent that follows the leader, and the cluster clock. */
module io.campanile.slave {
    requires transitive io.campanile.clock;
    requires transitive io.campanile.proto;
    requires org.slf4j;
    // For those who have it: CampanileMetrics.
    requires static transitive micrometer.core;
    requires static transitive org.jspecify;

    exports io.campanile.slave;
}
