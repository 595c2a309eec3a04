/** The timekeeping algorithms and both protocol state machines: no input, no output, no clock. */
module io.campanile.core {
    requires static transitive org.jspecify;

    exports io.campanile.core;
    exports io.campanile.core.discipline;
    exports io.campanile.core.ensemble;
    exports io.campanile.core.filter;
    exports io.campanile.core.inquiry;
    exports io.campanile.core.message;
    exports io.campanile.core.replay;
    exports io.campanile.core.round;
    exports io.campanile.core.session;
}
