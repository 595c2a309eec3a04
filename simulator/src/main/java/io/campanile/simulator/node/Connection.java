package io.campanile.simulator.node;

import io.campanile.core.message.Message;
import io.campanile.simulator.world.Link;

/** One connection between a slave and the master, over the two ways of the slave's network. */
final class Connection {

    private final SimulatedSlave slave;
    private final SimulatedMaster master;
    private final Link toMaster;
    private final Link toSlave;

    Connection(SimulatedSlave slave, SimulatedMaster master, Link toMaster, Link toSlave) {
        this.slave = slave;
        this.master = master;
        this.toMaster = toMaster;
        this.toSlave = toSlave;
    }

    SimulatedSlave slave() {
        return slave;
    }

    void sendToMaster(Message message) {
        send(toMaster, message, () -> master.machine().receive(() -> master.onMessage(this, message)));
    }

    void sendToSlave(Message message) {
        send(toSlave, message, () -> slave.machine().receive(() -> slave.onMessage(this, message)));
    }

    /** Sends a message that corrects the slave, and what the correction rests on. */
    void sendToSlave(Message message, BoundBasis promise) {
        toSlave.send(() -> slave.machine().receive(() -> slave.onCorrection(this, message, promise)));
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
