package io.campanile.it;

import java.time.Duration;

/** What happens to containers and the network between them. Each can be undone. */
enum Fault {
    SLAVE_KILLED(1) {
        @Override
        void strike(ContainerCluster cluster, Node victim) {
            Docker.run("kill", victim.id());
        }

        @Override
        void heal(ContainerCluster cluster, Node victim) {
            cluster.replace(victim, "master");
        }
    },
    SLAVE_PAUSED(10) {
        @Override
        void strike(ContainerCluster cluster, Node victim) {
            Docker.run("pause", victim.id());
        }

        @Override
        void heal(ContainerCluster cluster, Node victim) {
            Docker.run("unpause", victim.id());
        }
    },
    SLAVE_CUT_OFF(5) {
        @Override
        void strike(ContainerCluster cluster, Node victim) {
            Docker.run("network", "disconnect", cluster.networkId(), victim.id());
        }

        @Override
        void heal(ContainerCluster cluster, Node victim) {
            Docker.run("network", "connect", cluster.networkId(), victim.id());
        }
    },
    MASTER_RESTARTED(1) {
        @Override
        void strike(ContainerCluster cluster, Node victim) {
            Docker.run("stop", "--time=5", cluster.master().id());
        }

        @Override
        void heal(ContainerCluster cluster, Node victim) {
            Docker.run("start", cluster.master().id());
        }
    },
    MASTER_PAUSED(10) {
        @Override
        void strike(ContainerCluster cluster, Node victim) {
            Docker.run("pause", cluster.master().id());
        }

        @Override
        void heal(ContainerCluster cluster, Node victim) {
            Docker.run("unpause", cluster.master().id());
        }
    },
    /** The slave hears the master, and the master does not hear the slave. */
    ONE_WAY_PARTITION(6) {
        @Override
        void strike(ContainerCluster cluster, Node victim) {
            Docker.inNetworkOf(victim.id(), "iptables", "-A", "OUTPUT", "-p", "tcp", "--dport", "8080", "-j", "DROP");
        }

        @Override
        void heal(ContainerCluster cluster, Node victim) {
            Docker.inNetworkOf(victim.id(), "iptables", "-F", "OUTPUT");
        }
    },
    /** What the slave sends takes tens of milliseconds on its way; what it receives takes none. */
    SLOW_LINK(6) {
        @Override
        void strike(ContainerCluster cluster, Node victim) {
            shape(victim, "replace", "tbf rate 64kbit burst 1600 latency 400ms");
        }

        @Override
        void heal(ContainerCluster cluster, Node victim) {
            shape(victim, "del", "");
        }
    };

    private final Duration duration;

    Fault(long seconds) {
        duration = Duration.ofSeconds(seconds);
    }

    /** How long it lasts in a test of its own. */
    Duration duration() {
        return duration;
    }

    /** Whether the two must not happen together. */
    boolean excludes(Fault other) {
        return hitsMaster() ? other.hitsMaster() || other == SLAVE_KILLED : this == SLAVE_KILLED && other.hitsMaster();
    }

    /** Whether it happens to the master, whoever the victim is. */
    private boolean hitsMaster() {
        return this == MASTER_RESTARTED || this == MASTER_PAUSED;
    }

    /** Lets it happen, to this slave or to the master. */
    abstract void strike(ContainerCluster cluster, Node victim);

    /** Undoes it. */
    abstract void heal(ContainerCluster cluster, Node victim);

    /** A reconnected container has another interface. Bash, because the shell of busybox would run a tc of its own. */
    private static void shape(Node node, String verb, String how) {
        Docker.inNetworkOf(
                node.id(),
                "bash",
                "-c",
                "tc qdisc %s dev $(ip -o link | grep -o 'eth[0-9][0-9]*') root %s".formatted(verb, how));
    }
}
