package io.campanile.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.campanile.group.Command.Lead;
import io.campanile.group.Command.Remember;
import io.campanile.group.Facts.Leader;
import io.campanile.master.Memory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What follows from the commands of the log. */
class FactsTest {

    private static final Leader M1 = new Leader("m1", new Endpoint("host1", 8080), null);
    private static final Leader M2 = new Leader("m2", new Endpoint("::1", 8080), "http://[::1]:8081/");
    private static final long NOW = 1_800_000_000_000L;

    private static Lead lead(long onlyAfter, Leader leader, long wallMillis) {
        return new Lead(onlyAfter, leader, wallMillis, Memory.NOTHING, false);
    }

    @Test
    void epochIsAboveTheWallClockAndEveryEpochBefore() {
        Facts first = Facts.NONE.after(lead(0, M1, NOW), 3);
        assertThat(first).isEqualTo(new Facts(M1, NOW + 1, NOW, 0, 1, 3));
        // Its clock is hours behind.
        Facts second = first.after(lead(NOW + 1, M2, NOW - 10_000_000), 4);
        assertThat(second).isEqualTo(new Facts(M2, NOW + 2, NOW - 10_000_000, 0, 2, 4));
        assertThat(second.after(lead(NOW + 2, M1, NOW + 5), 5).epoch()).isEqualTo(NOW + 6);
    }

    @Test
    void commandThatWasWrittenForAnEarlierEpochChangesNothing() {
        Facts facts = Facts.NONE.after(lead(0, M1, NOW), 3);
        assertThat(facts.after(lead(0, M1, NOW), 3)).isEqualTo(facts);
        assertThat(facts.after(new Remember(0, 9), 3)).isEqualTo(facts);
        assertThat(facts.after(new Remember(NOW + 1, 9), 3).electors()).isEqualTo(9);
    }

    @Test
    void electorsAreKeptUnlessTimeIsFoundedAnew() {
        Facts facts = Facts.NONE.after(lead(0, M1, NOW), 3).after(new Remember(NOW + 1, 9), 3);
        assertThat(facts.after(lead(NOW + 1, M2, NOW), 4).electors()).isEqualTo(9);
        assertThat(facts.after(new Lead(NOW + 1, M2, NOW, Memory.NOTHING, true), 4)
                        .electors())
                .isZero();
    }

    @Test
    void whatWasRememberedBeforeTheLogCountsIfItIsLater() {
        Lead remembering = new Lead(0, M1, NOW, new Memory(NOW + 50, 7), false);
        Facts facts = Facts.NONE.after(remembering, 1);
        assertThat(facts.memory()).isEqualTo(new Memory(NOW + 51, 7));
        Lead old = new Lead(NOW + 51, M1, NOW, new Memory(NOW, 100), false);
        assertThat(facts.after(old, 2).memory()).isEqualTo(new Memory(NOW + 52, 7));
    }

    @Test
    void commandsAndFactsAreReadAsTheyWereWritten() throws IOException {
        for (Command command :
                new Command[] {new Lead(5, M2, NOW, new Memory(3, 4), true), new Remember(Long.MAX_VALUE, 1)}) {
            assertThat(Command.decode(command.encode())).isEqualTo(command);
        }
        for (Facts facts : new Facts[] {Facts.NONE, new Facts(M2, 5, NOW, 3, 2, 8)}) {
            assertThat(facts(bytes(facts))).isEqualTo(facts);
        }
        Hello hello = new Hello("m1", Members.parse("m1=host1:9081"), new Memory(8, 2));
        assertThat(Hello.decode(hello.encode())).isEqualTo(hello);
    }

    @Test
    void whatAReleaseWroteThatKnewNoAdminServersIsRead() throws IOException {
        Lead told = new Lead(5, M2, NOW, new Memory(3, 4), true);
        Leader unlinked = new Leader(M2.name(), M2.reachedAt(), null);
        byte[] entry = told.encode();
        int added = 1 + 2 + String.valueOf(M2.admin()).length();
        assertThat(Command.decode(Arrays.copyOf(entry, entry.length - added)))
                .isEqualTo(new Lead(5, unlinked, NOW, new Memory(3, 4), true));
        byte[] snapshot = bytes(new Facts(M2, 5, NOW, 3, 2, 8));
        assertThat(facts(Arrays.copyOf(snapshot, snapshot.length - added)))
                .isEqualTo(new Facts(unlinked, 5, NOW, 3, 2, 8));
    }

    private static byte[] bytes(Facts facts) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        facts.write(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    private static Facts facts(byte[] bytes) throws IOException {
        return Facts.read(new DataInputStream(new ByteArrayInputStream(bytes)));
    }

    @Test
    void bytesOfAnotherReleaseAreRefusedWithWhatToDo() {
        byte[] bytes = new Remember(1, 1).encode();
        bytes[0] = 2;
        assertThatIOException()
                .isThrownBy(() -> Command.decode(bytes))
                .withMessage("form 1 is known here and form 2 was found: run the same release at every member");
        assertThatIOException().isThrownBy(() -> Hello.decode(new byte[] {1, 0, 9, 'x'}));
    }
}
