package io.campanile.proto.seal;

import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.proto.seal.Seal.Opening;
import io.campanile.proto.tls.PeerNames;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealTest {

    private static final long NOW = 1_000;

    private final DatagramKeys keys = DatagramKeys.random(new SecureRandom());
    private final Seal master = Seal.ofMaster(keys, new PeerNames(Set.of("slave")), NOW);
    private final Seal slave = Seal.ofSlave(keys, new PeerNames(Set.of("master")), NOW);
    private final Scratch scratch = new Scratch();

    private ByteBuf sealed(Seal by, String text) {
        return sealed(by, Unpooled.copiedBuffer(text, StandardCharsets.UTF_8));
    }

    private ByteBuf sealed(Seal by, ByteBuf envelope) {
        return by.seal(envelope, new UnpooledByteBufAllocator(false, true), scratch);
    }

    private Opening opened(Seal by, ByteBuf datagram) {
        return by.open(datagram, NOW, scratch);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 14, 15, 16, 31, 100, 1023, 1024})
    void opensWhatTheOtherEndHasSealed(int length) {
        ByteBuf envelope = Unpooled.wrappedBuffer(new byte[length]).setByte(length - 1, 7);
        ByteBuf datagram = sealed(slave, envelope);

        assertThat(Seal.isSealed(datagram)).isTrue();
        assertThat(Seal.idOf(datagram)).isEqualTo(keys.id());
        assertThat(datagram.readableBytes()).isEqualTo(length + Seal.OVERHEAD_BYTES);
        assertThat(opened(master, datagram)).isEqualTo(Opening.GOOD);
        assertThat(datagram.slice(Seal.HEADER_BYTES, length)).isEqualTo(envelope);
        assertThat(opened(slave, sealed(master, envelope))).isEqualTo(Opening.GOOD);
    }

    /** Mark, key id, counter, envelope, tag: every bit of each. */
    @Test
    void opensNothingThatWasAltered() {
        for (int bit = 0; bit < 8 * (Seal.OVERHEAD_BYTES + 5); bit++) {
            ByteBuf datagram = sealed(slave, "hello");
            datagram.setByte(bit / 8, datagram.getByte(bit / 8) ^ 1 << bit % 8);
            assertThat(opened(master, datagram)).as("bit %d", bit).isNotEqualTo(Opening.GOOD);
        }
    }

    @Test
    void opensNothingThatWasCutOrLengthened() {
        ByteBuf datagram = sealed(slave, "hello");
        assertThat(opened(master, datagram.slice(0, datagram.readableBytes() - 1)))
                .isEqualTo(Opening.FORGED);
        assertThat(opened(
                        master,
                        Unpooled.wrappedBuffer(datagram, Unpooled.buffer(1).writeZero(1))))
                .isEqualTo(Opening.FORGED);
    }

    @Test
    void opensNothingThatIsItsOwn() {
        assertThat(opened(master, sealed(master, "hello"))).isEqualTo(Opening.FORGED);
    }

    @Test
    void opensADatagramOnce() {
        ByteBuf datagram = sealed(slave, "hello");
        assertThat(opened(master, datagram)).isEqualTo(Opening.GOOD);
        assertThat(opened(master, datagram)).isEqualTo(Opening.REPLAYED);
    }

    @Test
    void opensWhatComesInAnotherOrder() {
        List<ByteBuf> datagrams = new ArrayList<>();
        for (int i = 0; i < 128; i++) {
            datagrams.add(sealed(slave, "hello " + i));
        }
        Collections.shuffle(datagrams, new Random(3));
        assertThat(datagrams).allMatch(datagram -> opened(master, datagram) == Opening.GOOD);
        assertThat(datagrams).allMatch(datagram -> opened(master, datagram) == Opening.REPLAYED);
    }

    /** What is forged does not move the window: otherwise one datagram would shut out the slave. */
    @Test
    void isNotShutByAForgedCounter() {
        ByteBuf forged = sealed(slave, "hello").setLong(9, Long.MAX_VALUE);
        assertThat(opened(master, forged)).isEqualTo(Opening.FORGED);
        assertThat(opened(master, sealed(slave, "hello"))).isEqualTo(Opening.GOOD);
    }

    @Test
    void opensNothingOnceItsKeysAreOver() {
        ByteBuf datagram = sealed(slave, "hello");
        long end = NOW + DatagramKeys.VALID_NANOS;
        assertThat(master.isOver(end - 1)).isFalse();
        assertThat(master.open(datagram, end, scratch)).isEqualTo(Opening.EXPIRED);
    }

    @Test
    void takesNoEnvelopeForASealedDatagram() {
        assertThat(Seal.isSealed(Unpooled.wrappedBuffer(new byte[100]).setByte(0, 9)))
                .isFalse();
        assertThat(Seal.isSealed(
                        Unpooled.wrappedBuffer(new byte[Seal.OVERHEAD_BYTES]).setByte(0, Seal.MARK)))
                .isFalse();
    }
}
