package io.campanile.bench.echo;

import io.campanile.bench.wire.Sample;
import io.campanile.bench.wire.Wiring;
import io.campanile.proto.socket.Transport;

/**
 * How long Campanile's messages are, framing included, as its own codec writes them.
 *
 * @param probeBytes what the master sends
 * @param readingBytes what comes back
 */
record MessageSizes(int probeBytes, int readingBytes) {

    static MessageSizes of(Transport transport) {
        Wiring wiring = Wiring.of(transport);
        return new MessageSizes(wiring.encode(Sample.PROBE.written()), wiring.encode(Sample.READING.written()));
    }
}
