package io.campanile.admin.master;

import io.campanile.admin.web.WebConfig;
import io.campanile.master.Cluster;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** A master with its admin server, and a client that asks it. */
public final class Admin extends AdminClient implements AutoCloseable {

    final Cluster cluster;

    Admin() throws IOException {
        this(new Cluster());
    }

    Admin(Cluster cluster) throws IOException {
        super(MasterAdmin.start(
                "m1", WebConfig.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)), cluster.master()));
        this.cluster = cluster;
    }

    @Override
    public void close() {
        server.close();
        cluster.close();
    }
}
