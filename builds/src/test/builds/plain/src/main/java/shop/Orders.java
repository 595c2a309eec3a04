package shop;

import io.campanile.clock.ClusterClock;
import io.campanile.slave.Campanile;
import io.campanile.slave.Slave;
import java.time.Duration;

/** What the README shows. */
public class Orders {

    public static void main(String[] args) throws Exception {
        int port = Integer.parseInt(System.getenv("MASTER_PORT"));
        try (Slave slave = Campanile.slave().master("127.0.0.1", port).name("orders-1").build()) {
            slave.start();
            ClusterClock clock = slave.clock();
            clock.awaitSynchronized(Duration.ofSeconds(120));
            System.out.println("clock: " + clock.status() + " on Java " + Runtime.version().feature() + " in "
                    + Orders.class.getModule() + " and " + Slave.class.getModule());
        }
    }
}
