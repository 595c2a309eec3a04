package io.campanile.examples;

import io.campanile.clock.SystemClock;
import io.campanile.master.MasterConfig;
import io.campanile.master.MasterServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/** A master on this machine, for as long as a test lasts. */
public final class LocalMaster implements AutoCloseable {

    private final MasterServer server;

    /** Starts it. */
    public LocalMaster() throws IOException {
        InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        server = MasterServer.start(MasterConfig.at(anyPort), new SystemClock());
    }

    /** Where slaves connect. */
    public InetSocketAddress address() {
        return server.address();
    }

    @Override
    public void close() {
        server.close().completeOnTimeout(null, 5, TimeUnit.SECONDS).join();
    }
}
