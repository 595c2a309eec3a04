package io.campanile.bench.jmh;

import io.campanile.bench.wire.Sample;
import io.campanile.bench.wire.Wiring;
import io.campanile.core.message.Message;
import io.campanile.proto.socket.Transport;
import io.netty.buffer.ByteBuf;
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

/** Between a message and its bytes, through all handlers that stand between a session and its socket. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init") // JMH sets it up
public class Codec {

    /** Whose handlers. */
    @Param({"TCP", "UDP"})
    public Transport transport;

    /** Which message. */
    @Param
    public Sample message;

    private Wiring wiring;
    private Object written;
    private ByteBuf encoded;

    /** Installs the handlers. */
    @Setup
    public void install() {
        wiring = Wiring.of(transport);
        written = message.written();
        encoded = wiring.bytesOf(written);
    }

    /** Gives the bytes back. */
    @TearDown
    public void release() {
        encoded.release();
    }

    /** To bytes. */
    @Benchmark
    public int encode() {
        return wiring.encode(written);
    }

    /** From bytes. */
    @Benchmark
    public Message decode() {
        return wiring.decode(encoded);
    }
}
