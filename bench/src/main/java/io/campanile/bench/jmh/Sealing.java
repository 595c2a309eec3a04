package io.campanile.bench.jmh;

import io.campanile.proto.seal.DatagramKeys;
import io.campanile.proto.seal.Scratch;
import io.campanile.proto.seal.Seal;
import io.campanile.proto.seal.Seal.Opening;
import io.campanile.proto.tls.PeerNames;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
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

/** A datagram's seal: made at one end and opened at the other, for one slave after the other. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init") // JMH sets it up
public class Sealing {

    /** As long as a usual reading. */
    private static final int ENVELOPE_BYTES = 83;

    private static final long NOW = 1;

    /** How many slaves have keys: with many, each one's have left the processor's caches when it is their turn. */
    @Param({"1", "1000", "10000"})
    public int slaves;

    private final Scratch scratch = new Scratch();
    private final ByteBuf envelope = Unpooled.wrappedBuffer(new byte[ENVELOPE_BYTES]);
    private Seal[] atSlave;
    private Seal[] atMaster;
    private int next;

    /** Gives each slave its keys. */
    @Setup
    public void giveKeys() {
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

    /** The work of both ends. */
    @Benchmark
    public Opening sealAndOpen() {
        next = (next + 1) % slaves;
        ByteBuf datagram = atSlave[next].seal(envelope, ByteBufAllocator.DEFAULT, scratch);
        Opening opening = atMaster[next].open(datagram, NOW, scratch);
        datagram.release();
        return opening;
    }
}
