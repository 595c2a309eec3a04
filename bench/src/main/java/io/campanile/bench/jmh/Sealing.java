package io.campanile.bench.jmh;

import io.campanile.bench.wire.Sample;
import io.campanile.bench.wire.Wiring;
import io.campanile.proto.seal.DatagramKeys;
import io.campanile.proto.seal.Scratch;
import io.campanile.proto.seal.Seal;
import io.campanile.proto.seal.Seal.Opening;
import io.campanile.proto.socket.Transport;
import io.campanile.proto.tls.PeerNames;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.security.SecureRandom;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The seals of one slave-round as the master has to make and open them, for one slave after the other. Beside that stands the seal
 * of the reading, which the slave makes: nothing can be opened twice.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init") // JMH sets it up
public class Sealing {

    private static final long NOW = 1;

    /** How many slaves have keys: with many, each one's have left the processor's caches when it is their turn. */
    @Param({"1", "1000", "10000"})
    public int slaves;

    private final Scratch scratch = new Scratch();
    private ByteBuf probe;
    private ByteBuf reading;
    private ByteBuf correction;
    private Seal[] atSlave;
    private Seal[] atMaster;
    private int next;

    /** Gives each slave its keys. */
    @Setup
    public void giveKeys() {
        Wiring wiring = Wiring.of(Transport.UDP);
        probe = wiring.bytesOf(Sample.PROBE.written());
        reading = wiring.bytesOf(Sample.READING.written());
        correction = wiring.bytesOf(Sample.CORRECTION.written());
        SecureRandom random = new SecureRandom();
        PeerNames names = new PeerNames(Set.of("a"));
        atSlave = new Seal[slaves];
        atMaster = new Seal[slaves];
        for (int i = 0; i < slaves; i++) {
            DatagramKeys keys = DatagramKeys.random(random);
            atSlave[i] = Seal.ofSlave(keys, names, NOW);
            atMaster[i] = Seal.ofMaster(keys, names, NOW);
        }
    }

    /** Gives the bytes back. */
    @TearDown
    public void release() {
        probe.release();
        reading.release();
        correction.release();
    }

    /** What is to be taken from the others: the slave's part of them. */
    @Benchmark
    public int slavesPart() {
        next = (next + 1) % slaves;
        return seal(atSlave[next], reading);
    }

    /** With many slaves: a probe, which brings the last round's correction, and the reading. */
    @Benchmark
    public Opening probeAndReading() {
        next = (next + 1) % slaves;
        seal(atMaster[next], probe);
        return open();
    }

    /** With a few slaves and a burst of one: a probe, the reading and the correction. */
    @Benchmark
    public Opening probeReadingAndCorrection() {
        next = (next + 1) % slaves;
        seal(atMaster[next], probe);
        Opening opening = open();
        seal(atMaster[next], correction);
        return opening;
    }

    private int seal(Seal by, ByteBuf envelope) {
        ByteBuf datagram = by.seal(envelope, ByteBufAllocator.DEFAULT, scratch);
        int length = datagram.readableBytes();
        datagram.release();
        return length;
    }

    private Opening open() {
        ByteBuf datagram = atSlave[next].seal(reading, ByteBufAllocator.DEFAULT, scratch);
        Opening opening = atMaster[next].open(datagram, NOW, scratch);
        datagram.release();
        return opening;
    }
}
