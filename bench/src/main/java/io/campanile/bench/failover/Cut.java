package io.campanile.bench.failover;

import io.campanile.bench.network.Command;
import io.campanile.load.failover.Fault;
import io.campanile.load.failover.Member;
import java.io.IOException;
import java.util.List;

/**
 * What can happen to a master's network, by iptables in a {@link Network}: messages are lost, connections are not reset.
 *
 * @param rules what is dropped
 */
record Cut(List<Rule> rules) implements Fault {

    /** It and the other masters hear nothing of each other. */
    static final Cut FROM_MASTERS = new Cut(List.of(new Rule("FORWARD", "-s"), new Rule("FORWARD", "-d")));

    /** It and the slaves hear nothing of each other. */
    static final Cut FROM_SLAVES = new Cut(List.of(new Rule("INPUT", "-s"), new Rule("OUTPUT", "-d")));

    /** Nobody hears what it says; it hears all others. */
    static final Cut MUTE = new Cut(List.of(new Rule("FORWARD", "-s"), new Rule("INPUT", "-s")));

    /** It hears nothing; all others hear what it says. */
    static final Cut DEAF = new Cut(List.of(new Rule("FORWARD", "-d"), new Rule("OUTPUT", "-d")));

    Cut {
        rules = List.copyOf(rules);
    }

    /**
     * What is dropped.
     *
     * @param chain where: FORWARD between masters, INPUT from a master to slaves, OUTPUT from slaves to a master
     * @param side -s for what comes from the master, -d for what goes to it
     */
    record Rule(String chain, String side) {

        void apply(String action, Member leader) throws IOException, InterruptedException {
            Command.run("iptables", "-w", action, chain, side, leader.site().host(), "-j", "DROP");
        }
    }

    @Override
    public void strike(Member leader) throws IOException, InterruptedException {
        for (Rule rule : rules) {
            rule.apply("-A", leader);
        }
    }

    @Override
    public void heal(Member leader) throws IOException, InterruptedException {
        for (Rule rule : rules) {
            rule.apply("-D", leader);
        }
    }
}
