package io.campanile.load.failover;

import java.io.IOException;

/** What can happen to a master's process. Needs no rights beyond those of its parent. */
public enum ProcessFault implements Fault {

    /** {@code kill -9}, and it is started again. */
    KILLED {
        @Override
        public void strike(Member leader) {
            leader.kill();
        }

        @Override
        public void heal(Member leader) throws IOException, InterruptedException {
            startAgain(leader);
        }
    },

    /** It is asked to end, as for an upgrade, and is started again. */
    STOPPED {
        @Override
        public void strike(Member leader) {
            leader.askToEnd();
        }

        @Override
        public void heal(Member leader) throws IOException, InterruptedException {
            startAgain(leader);
        }
    },

    /** {@code kill -STOP}, and {@code kill -CONT} a second after it was watched long enough. */
    FROZEN {
        @Override
        public void strike(Member leader) throws IOException {
            leader.freeze();
        }

        @Override
        public void heal(Member leader) throws IOException, InterruptedException {
            leader.awaitThawed();
        }
    };

    private static void startAgain(Member leader) throws IOException, InterruptedException {
        leader.awaitEnd();
        leader.restart();
        leader.awaitListening();
    }
}
