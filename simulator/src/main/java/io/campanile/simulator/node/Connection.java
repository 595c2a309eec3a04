package io.campanile.simulator.node;

import io.campanile.core.message.Message;
import io.campanile.core.message.Message.Probe;
import io.campanile.core.message.Message.Reading;
import io.campanile.simulator.world.Link;

/** One connection between a slave and the master, over the two ways of the slave's network. */
final class Connection {

    private final SimulatedSlave slave;
    private final SimulatedMaster master;
    private final Link toMaster;
    private final Link toSlave;

    /** The number of the last probe that came as a datagram; 0 before the first. */
    private long askedByDatagram;

    Connection(SimulatedSlave slave, SimulatedMaster master, Link toMaster, Link toSlave) {
        this.slave = slave;
        this.master = master;
        this.toMaster = toMaster;
        this.toSlave = toSlave;
    }

    SimulatedSlave slave() {
        return slave;
    }

    /** A reading goes back the way that its probe came. */
    void sendToMaster(Message message) {
        boolean byDatagram = message instanceof Reading reading && reading.sequence() == askedByDatagram;
        send(way(toMaster, byDatagram), message, () -> master.machine().receive(() -> master.onMessage(this, message)));
    }

    void sendToSlave(Message message) {
        sendToSlave(message, false);
    }

    void sendToSlave(Message message, boolean byDatagram) {
        send(
                way(toSlave, byDatagram),
                message,
                () -> slave.machine().receive(() -> {
                    noteWay(message, byDatagram);
                    slave.onMessage(this, message);
                }));
    }

    /** Sends a message that corrects the slave, and what the correction rests on. */
    void sendToSlave(Message message, boolean byDatagram, BoundBasis promise) {
        way(toSlave, byDatagram)
                .send(() -> slave.machine().receive(() -> {
                    noteWay(message, byDatagram);
                    slave.onCorrection(this, message, promise);
                }));
    }

    private void noteWay(Message message, boolean byDatagram) {
        if (message instanceof Probe probe && byDatagram) {
            askedByDatagram = probe.sequence();
        }
    }

    private static Link way(Link connection, boolean byDatagram) {
        return byDatagram ? connection.datagrams().orElse(connection) : connection;
    }

    /**
     * The slave says hello by a datagram, if the network has any and none has brought a probe yet.
     *
     * @return whether it is to do that again later
     */
    boolean helloByDatagram() {
        if (toMaster.datagrams().isEmpty() || askedByDatagram != 0) {
            return false;
        }
        way(toMaster, true)
                .send(() -> master.machine().receive(() -> master.members().ifPresent(m -> m.onHelloByDatagram(this))));
        return true;
    }

    private static void send(Link link, Message message, Runnable arrival) {
        if (message instanceof Message.Hello
                || message instanceof Message.Welcome
                || message instanceof Message.Goodbye
                || message instanceof Message.Redirect) {
            link.sendFirst(arrival);
        } else {
            link.send(arrival);
        }
    }

    /** The master's machine tells that nobody is there any more. */
    void breakFromMaster() {
        toSlave.sendFirst(() -> slave.machine().receive(() -> slave.onClosed(this)));
    }

    /** The slave's machine tells that nobody is there any more. */
    void breakFromSlave() {
        toMaster.sendFirst(() -> master.machine().receive(() -> master.onClosed(this)));
    }
}
