package io.campanile.slave;

import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.core.discipline.ClockStatus;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.unix.DomainDatagramPacket;
import io.netty.channel.unix.DomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocalSocketHandlerTest {

    private static final long COOKIE = 0x0123456789ABCDEFL;
    private static final LocalAnswer ANSWER = new LocalAnswer(
            11, 22, 33, -44, 55, 66, ClockStatus.HOLDOVER, 77, new LocalAnswer.Utc(88, 99, -110, 121, 132));

    /** An answer, and where it went. */
    private record Sent(ByteBuffer answer, String to) {}

    private final List<Sent> sent = new ArrayList<>();
    private final EmbeddedChannel channel = new EmbeddedChannel(
            new LocalSocketHandler(() -> ANSWER, (answer, to) -> sent.add(new Sent(copy(answer), text(to)))));

    private static ByteBuffer copy(ByteBuffer answer) {
        return ByteBuffer.allocate(answer.remaining()).put(answer).flip();
    }

    private static String text(byte[] address) {
        return new String(address, StandardCharsets.UTF_8);
    }

    private void receive(String from, ByteBuf request) {
        DomainSocketAddress sender = new DomainSocketAddress(from);
        channel.writeInbound(new DomainDatagramPacket(request, sender, sender));
    }

    private static ByteBuf request(int version) {
        return Unpooled.wrappedBuffer(Asker.request(version, COOKIE));
    }

    @ParameterizedTest
    @CsvSource({"1, 64", "2, 96"})
    void answersWhereTheRequestCameFromWithEveryFieldInItsPlace(int version, int bytes) {
        receive("/run/own", request(version));
        assertThat(sent).extracting(Sent::to).containsExactly("/run/own");
        ByteBuffer answer = sent.get(0).answer();
        assertThat(answer.remaining()).isEqualTo(bytes);
        assertThat(new byte[] {answer.get(), answer.get(), answer.get(), answer.get()})
                .isEqualTo("CMPT".getBytes(StandardCharsets.US_ASCII));
        assertThat(answer.getShort(4)).as("version").isEqualTo((short) version);
        assertThat(answer.getShort(6)).as("status").isEqualTo((short) 3);
        assertThat(answer.getLong(8)).as("cookie").isEqualTo(COOKIE);
        assertThat(answer.getLong(16)).as("monotonic").isEqualTo(11);
        assertThat(answer.getLong(24)).as("cluster").isEqualTo(22);
        assertThat(answer.getLong(32)).as("error").isEqualTo(33);
        assertThat(answer.getInt(40)).as("rate").isEqualTo(-44);
        assertThat(answer.getInt(44)).as("growth").isEqualTo(55);
        assertThat(answer.getLong(48)).as("until").isEqualTo(66);
        assertThat(answer.getLong(56)).as("epoch").isEqualTo(77);
    }

    @Test
    void tellsUtcToWhoeverAsksInTheSecondVersion() {
        receive("/run/own", request(2));
        ByteBuffer answer = sent.get(0).answer();
        assertThat(answer.getLong(64)).as("UTC").isEqualTo(88);
        assertThat(answer.getLong(72)).as("error").isEqualTo(99);
        assertThat(answer.getInt(80)).as("rate").isEqualTo(-110);
        assertThat(answer.getInt(84)).as("growth").isEqualTo(121);
        assertThat(answer.getLong(88)).as("until").isEqualTo(132);
    }

    @Test
    void answersOneWithoutAFileAtTheNameOfItsCookie() {
        receive("", request(1));
        assertThat(sent).extracting(Sent::to).containsExactly("\0campanile-0123456789abcdef");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 65_535})
    void refusesAnotherVersionInAsManyBytesAsItWasAsked(int version) {
        receive("/run/own", request(version));
        ByteBuffer refusal = sent.get(0).answer();
        assertThat(refusal.remaining()).isEqualTo(16);
        assertThat(refusal.getShort(4)).as("what is spoken here").isEqualTo((short) 2);
        assertThat(refusal.getShort(6)).isZero();
        assertThat(refusal.getLong(8)).isEqualTo(COOKIE);
    }

    @Test
    void saysNothingToWhatIsNoRequest() {
        receive("/run/own", Unpooled.EMPTY_BUFFER);
        receive("/run/own", request(1).slice(0, 15));
        receive("/run/own", Unpooled.wrappedBuffer(request(1), Unpooled.wrappedBuffer(new byte[1])));
        receive("/run/own", request(1).setByte(0, 'c'));
        assertThat(sent).isEmpty();
        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void restsWhenItIsAskedMoreThanItHasTimeFor() {
        channel.freezeTime();
        int asked = 0;
        while (channel.config().isAutoRead()) {
            receive("/run/own", request(1));
            asked++;
        }
        assertThat(sent).as("whoever got through").hasSize(asked).hasSizeLessThan(200);
        channel.advanceTimeBy(10, TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
        assertThat(channel.config().isAutoRead()).isTrue();
    }
}
