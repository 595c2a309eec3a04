package io.campanile.master;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** A bad network between one slave and the master: it loses, repeats and reorders datagrams, as its seed has it. */
final class DatagramRelay implements AutoCloseable {

    private static final double LOSS = 0.2;
    private static final double REPEATS = 0.1;
    private static final double OVERTAKEN = 0.1;

    private final InetSocketAddress master;
    private final DatagramSocket front = loopbackSocket();
    private volatile DatagramSocket back = loopbackSocket();
    private volatile @Nullable SocketAddress slave;

    DatagramRelay(InetSocketAddress master, long seed) {
        this.master = master;
        start("to-master", new SplittableRandom(seed), true);
        start("to-slave", new SplittableRandom(seed + 1), false);
    }

    private static DatagramSocket loopbackSocket() {
        try {
            return new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    InetSocketAddress address() {
        return (InetSocketAddress) front.getLocalSocketAddress();
    }

    /** From now on the master sees the slave at another address. */
    void move() {
        DatagramSocket old = back;
        back = loopbackSocket();
        old.close();
        start("to-moved-slave", new SplittableRandom(9), false);
    }

    private void start(String name, SplittableRandom random, boolean toMaster) {
        DatagramSocket from = toMaster ? front : back;
        Thread thread = new Thread(() -> relay(from, random, toMaster), name);
        thread.setDaemon(true);
        thread.start();
    }

    private void relay(DatagramSocket from, SplittableRandom random, boolean toMaster) {
        DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
        byte[] held = null;
        try {
            while (true) {
                packet.setLength(2048);
                from.receive(packet);
                if (toMaster) {
                    slave = packet.getSocketAddress();
                }
                byte[] bytes = Arrays.copyOf(packet.getData(), packet.getLength());
                if (random.nextDouble() < LOSS) {
                    continue;
                }
                if (held == null && random.nextDouble() < OVERTAKEN) {
                    held = bytes;
                    continue;
                }
                pass(bytes, toMaster);
                if (random.nextDouble() < REPEATS) {
                    pass(bytes, toMaster);
                }
                if (held != null) {
                    pass(held, toMaster);
                    held = null;
                }
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private void pass(byte[] bytes, boolean toMaster) throws IOException {
        SocketAddress to = toMaster ? master : slave;
        if (to != null) {
            (toMaster ? back : front).send(new DatagramPacket(bytes, bytes.length, to));
        }
    }

    @Override
    public void close() {
        front.close();
        back.close();
    }
}
