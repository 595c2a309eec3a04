package io.campanile.simulator.node;

import io.campanile.clock.ClusterReading;
import io.campanile.core.inquiry.Hearing;
import io.campanile.core.message.Testimony;
import io.campanile.simulator.world.Machine;
import java.util.List;

/** Asks masters in virtual time what time they have, around the production {@link Hearing}. */
final class SimulatedInquiry {

    /** However slow the slave's clock is, its second is over then. */
    private static final long PATIENCE_NANOS = Hearing.PATIENCE_NANOS + Hearing.PATIENCE_NANOS / 10;

    private final SimulatedSlave slave;
    private final Machine machine;
    private final Hearing hearing;
    private final Runnable news;

    /**
     * One that has not begun.
     *
     * @param news is run when the hearing has learnt something, or learns nothing more
     */
    SimulatedInquiry(SimulatedSlave slave, Hearing hearing, Runnable news) {
        this.slave = slave;
        this.machine = slave.machine();
        this.hearing = hearing;
        this.news = news;
    }

    void start(List<SimulatedMaster> masters) {
        masters.forEach(this::ask);
        machine.after(PATIENCE_NANOS, news);
    }

    private void ask(SimulatedMaster master) {
        Wire wire = slave.wireTo(master);
        if (!master.machine().isUp() || wire.isCut()) {
            hearing.silent();
            return;
        }
        long asked = machine.clock().nanos();
        wire.toMaster()
                .send(() -> master.machine().receive(() -> {
                    Answer answer = new Answer(testimony(master), asked);
                    wire.toSlave().send(() -> machine.receive(answer));
                }));
    }

    private static Testimony testimony(SimulatedMaster master) {
        ClusterReading now = master.clock().read();
        Testimony truth = Testimony.of(
                now.clusterNanos(), now.errorNanos(), now.timeline().epoch());
        return master.betrayal().told(truth);
    }

    /** What one master says. The network may repeat it, which a connection would not. */
    private final class Answer implements Runnable {

        private final Testimony told;
        private final long asked;
        private boolean heard;

        Answer(Testimony told, long asked) {
            this.told = told;
            this.asked = asked;
        }

        @Override
        public void run() {
            if (!heard) {
                heard = true;
                hearing.testified(told, asked, machine.clock().nanos());
                news.run();
            }
        }
    }
}
