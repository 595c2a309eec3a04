package io.campanile.core.message;

import io.campanile.core.discipline.ClockState;
import io.campanile.core.discipline.Correction;
import io.campanile.core.message.Message.Announcement;
import io.campanile.core.message.Message.Goodbye;
import io.campanile.core.message.Message.Hello;
import io.campanile.core.message.Message.Probe;
import io.campanile.core.message.Message.Reading;
import io.campanile.core.message.Message.Redirect;
import io.campanile.core.message.Message.Welcome;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the two ends say to each other. Each message names its session, carries state rather than relying on an earlier one, and
 * tolerates the loss of any other. Values that break a range throw {@link IllegalArgumentException}, a sentence for the sender.
 */
public sealed interface Message
        permits Hello, Welcome, Probe, Reading, Correct, Announcement, Redirect, Goodbye, Question, Testimony, Lineage {

    /** The protocol that this code speaks. */
    int PROTOCOL_VERSION = 1;

    /** The latest time that a stamp may show: 2^62 ns, in the year 2116. Differences of stamps never overflow. */
    long MAX_NANOS = 1L << 62;

    /** The largest offset of a mapping, 2^61 ns or 73 years: more than the age of a clock that starts at 1970. */
    long MAX_OFFSET_NANOS = 1L << 61;

    /** The session that it belongs to; 0 while there is none. */
    long session();

    /** What it is called in a sentence, such as "a probe". */
    default String noun() {
        String name = getClass().getSimpleName().toLowerCase(Locale.ROOT);
        return (name.startsWith("a") ? "an " : "a ") + name;
    }

    /** The correction that it brings; null if it brings none. */
    default @Nullable Correction correction() {
        return null;
    }

    /**
     * Slave to master: let me in.
     *
     * @param name what people call the slave: 1 to 64 printable characters
     * @param instance a random number that the slave keeps for its life: the same name and instance is the same slave
     * @param protocolVersion {@link #PROTOCOL_VERSION}
     * @param votes whether its clock may take part in the average
     * @param lastEpoch the newest epoch that it has obeyed; 0 for none
     * @param echoes whether its readings echo the probe's nonce; slaves of 0.1 do not
     * @param caller what it is beside a slave
     * @param seeksNewer whether the master of the last epoch is silent or gone: who knows none of a later one lets the slave wait
     */
    record Hello(
            String name,
            long instance,
            int protocolVersion,
            boolean votes,
            long lastEpoch,
            boolean echoes,
            Caller caller,
            boolean seeksNewer)
            implements Message {

        /** Checks the name and the epoch. */
        public Hello {
            NodeName.require(name);
            Ranges.require(lastEpoch >= 0, "the last epoch", lastEpoch, "0 or more");
        }

        /** That of a slave which echoes, as all do since 0.2, is nothing else, and is content with any master. */
        public Hello(String name, long instance, int protocolVersion, boolean votes, long lastEpoch) {
            this(name, instance, protocolVersion, votes, lastEpoch, true, Caller.SLAVE, false);
        }

        @Override
        public long session() {
            return 0;
        }

        /** Whether it is a member of the master's group, under the name that it has there. */
        public boolean standby() {
            return caller == Caller.STANDBY;
        }

        /** The epoch of the last master that is of no use to it; 0 if every master is. */
        public long newerThan() {
            return seeksNewer ? lastEpoch : 0;
        }
    }

    /**
     * Master to slave: you are in.
     *
     * @param session the number to put on every message from now on; unguessable
     * @param name the slave's name, made unique
     * @param epoch the master's epoch, 1 or more
     * @param roundNanos how often a round starts, 10 ms to 1 h
     * @param idleNanos after how long without a message either end may give the other up
     */
    record Welcome(long session, String name, long epoch, long roundNanos, long idleNanos) implements Message {

        /** Checks name, epoch and durations. */
        public Welcome {
            NodeName.require(name);
            Ranges.require(epoch >= 1, "the epoch", epoch, "1 or more");
            Ranges.requireRound(roundNanos);
            Ranges.require(idleNanos >= roundNanos, "the idle time", idleNanos, "at least a round");
        }
    }

    /**
     * Master to slave: what time is it? The master keeps t1 to itself.
     *
     * @param round the round that it belongs to
     * @param sequence pairs the reading with it
     * @param nonce what the reading must echo, so that nobody answers before he is asked; 0 to a slave that does not echo
     * @param standing where the slave stands since the last round
     * @param rejection why it is {@link Standing#REJECTED}, or null
     * @param correction the last round's, to be obeyed before the answer; null if none, or if a {@link Correct} brings it
     * @param wrongByNanos by how much the slave was wrong in a round that left it out while a majority agreed; else null
     */
    record Probe(
            long session,
            long round,
            long sequence,
            long nonce,
            Standing standing,
            @Nullable RejectionReason rejection,
            @Nullable Correction correction,
            @Nullable Long wrongByNanos)
            implements Message {

        /** Checks the correction. */
        public Probe {
            if (correction != null) {
                Ranges.requireSize(correction);
            }
        }

        /** A probe that brings no correction. */
        public Probe(
                long session, long round, long sequence, long nonce, Standing state, @Nullable RejectionReason why) {
            this(session, round, sequence, nonce, state, why, null, null);
        }

        /** The same with this correction. */
        public Probe correcting(@Nullable Correction other) {
            return new Probe(session, round, sequence, nonce, standing, rejection, other, wrongByNanos);
        }
    }

    /**
     * Slave to master: my local clock, and what I make of it.
     *
     * @param round the probe's
     * @param sequence the probe's
     * @param nonce the probe's
     * @param t2 local clock as the probe came in
     * @param t3 local clock as this went out, or just before
     * @param clock the cluster clock as it is applied now
     * @param stamps who took t2, and will have taken t3
     * @param before when the reading before this one really left; null if that is not known
     */
    record Reading(
            long session,
            long round,
            long sequence,
            long nonce,
            long t2,
            long t3,
            ClockState clock,
            Stamps stamps,
            @Nullable Departure before)
            implements Message {

        /** Checks the stamps and the mapping: what a session computes from them never overflows. */
        public Reading {
            Ranges.requireTime(t2, "t2");
            Ranges.requireTime(t3, "t3");
            Ranges.requireClock(clock);
        }

        /** One whose stamps the program took. */
        public Reading(long session, long round, long sequence, long nonce, long t2, long t3, ClockState clock) {
            this(session, round, sequence, nonce, t2, t3, clock, Stamps.USER, null);
        }
    }

    /**
     * Either way: something for all who take part, as a slave does by announcing that it has joined. It arrives once or not at all.
     *
     * @param kind what it tells
     * @param from who it is about; from a slave, the master puts the slave's unique name there
     * @param body what was said or sent; empty for those who come and go
     * @param clusterNanos when, by its origin's cluster clock
     * @param errorNanos how far that can be from cluster time; {@link #MAX_NANOS} if nobody knows
     */
    record Announcement(long session, AnnouncementKind kind, String from, Body body, long clusterNanos, long errorNanos)
            implements Message {

        /** How many announcements a slave may make at once; what is beyond is dropped. */
        public static final int BURST = 20;

        /** How often a slave may announce something after such a burst: ten times a second. */
        public static final long EACH_NANOS = 100_000_000;

        /** Checks name and stamp. */
        public Announcement {
            NodeName.require(from);
            Ranges.requireTime(clusterNanos, "the announcement's time");
            Ranges.require(errorNanos >= 0 && errorNanos <= MAX_NANOS, "its error", errorNanos, "0 to 2^62 ns");
        }

        /** The same announcement, in another session. */
        public Announcement in(long session) {
            return new Announcement(session, kind, from, body, clusterNanos, errorNanos);
        }
    }

    /**
     * Master to slave: somebody else leads.
     *
     * @param host where the leader is
     * @param port its port, 1 to 65535
     * @param epoch the leader's epoch
     */
    record Redirect(long session, String host, int port, long epoch) implements Message {

        /** Checks the address. A host that is no {@linkplain Printable#isName name} is refused: another one would be another place. */
        public Redirect {
            Ranges.requirePlace(host, port);
        }
    }

    /**
     * Either way: the last word before closing.
     *
     * @param reason the kind of reason
     * @param detail one sentence for a person: what is wrong and what to do; cut to {@link #MAX_DETAIL} characters
     */
    record Goodbye(long session, GoodbyeReason reason, String detail) implements Message, Reply {

        /** The longest detail. */
        public static final int MAX_DETAIL = 300;

        /** Cuts the detail and makes it {@linkplain Printable#text safe to show}. */
        public Goodbye {
            detail = Printable.text(detail, MAX_DETAIL);
        }

        @Override
        public String toString() {
            return detail.isEmpty() ? reason.toString() : reason + ": " + detail;
        }
    }
}
