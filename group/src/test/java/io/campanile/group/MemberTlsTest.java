package io.campanile.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.master.access.Access;
import io.campanile.proto.tls.TestPki;
import io.campanile.proto.tls.TlsFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Members that prove to each other who they are, on real sockets. */
@Timeout(180)
class MemberTlsTest {

    private static final long PATIENCE_MILLIS = 20_000;

    @TempDir
    private Path directory;

    private TestPki pki;

    @BeforeEach
    void found() {
        pki = new TestPki(directory, "ca");
    }

    @Test
    void certifiedMembersElectALeaderAndAnswerNobodyElse() throws IOException {
        Map<String, Endpoint> list = TestGroup.list(3);
        try (TestGroup group = new TestGroup(directory, list, name -> access(pki.issue(name, "127.0.0.1"), null))) {
            group.startAll();
            group.awaitLeader();

            assertThat(asked(list, access(pki.issue("m2", "127.0.0.1"), null))).succeedsWithin(Duration.ofSeconds(30));
            assertThat(asked(list, Access.OPEN)).failsWithin(Duration.ofSeconds(30));
            assertThat(asked(list, access(pki.issue("a-slave"), null))).failsWithin(Duration.ofSeconds(30));
            TlsFiles foreign = new TestPki(directory, "foreign").issue("m2", "127.0.0.1");
            TlsFiles believer = new TlsFiles(foreign.certificate(), foreign.key(), pki.authorities());
            assertThat(asked(list, access(believer, null))).failsWithin(Duration.ofSeconds(30));
        }
    }

    @Test
    void memberThatTheAccessListCallsNoMasterIsNotAnswered() throws IOException {
        Map<String, Endpoint> list = TestGroup.list(2);
        Path allowed = Files.writeString(directory.resolve("allow"), "m1 master\nm2 voter\n");
        try (TestGroup group = new TestGroup(directory, list, name -> access(pki.issue(name, "localhost"), allowed))) {
            group.start("m1", false);

            assertThat(asked(list, access(pki.issue("m2"), null))).failsWithin(Duration.ofSeconds(30));
        }
    }

    /** What the first member answers to somebody with this identity. */
    private CompletableFuture<Hello> asked(Map<String, Endpoint> list, Access who) throws IOException {
        GroupConfig config = new GroupConfig("m2", list, directory, new Endpoint("m2.example", 2), null, who);
        return Greeter.ask(Objects.requireNonNull(list.get("m1")), new MemberTls(config), "", PATIENCE_MILLIS);
    }

    private static Access access(TlsFiles files, @Nullable Path allowed) {
        return new Access(files, allowed);
    }
}
