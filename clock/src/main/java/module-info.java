/** The cluster clock: what a service needs to read the time, without a network. */
module io.campanile.clock {
    requires transitive io.campanile.core;
    requires org.slf4j;
    requires static transitive org.jspecify;

    exports io.campanile.clock;
}
