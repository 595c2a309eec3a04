package io.campanile.master.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.campanile.proto.tls.PeerNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessListTest {

    @TempDir
    private Path directory;

    @Test
    void firstLineThatFitsCounts() throws IOException {
        AccessList list =
                list("# who  may be", "", "slave-7   observer", "slave-*\tvoter # the rest", "m1  Master,operator");

        assertThat(list.allows("slave-7", Role.OBSERVER)).isTrue();
        assertThat(list.allows("slave-7", Role.VOTER)).isFalse();
        assertThat(list.allows("SLAVE-8", Role.VOTER)).isTrue();
        assertThat(list.allows("slave-8", Role.OBSERVER)).isTrue();
        assertThat(list.allows("slave-8", Role.MASTER)).isFalse();
        assertThat(list.allows("m1", Role.VOTER)).isTrue();
        assertThat(list.allows("m1", Role.OPERATOR)).isTrue();
        assertThat(list.allows("m2", Role.OBSERVER)).isFalse();
    }

    @Test
    void oneOfTheNamesOfACertificateIsEnough() throws IOException {
        AccessList list = list("alice operator");

        assertThat(list.allows(new PeerNames(Set.of("a.example.org", "Alice")), Role.OPERATOR))
                .isTrue();
        assertThat(list.allows(new PeerNames(Set.of("bob")), Role.OPERATOR)).isFalse();
    }

    @Test
    void dotInANameIsNoPattern() throws IOException {
        assertThat(list("a.b voter").allows("axb", Role.VOTER)).isFalse();
    }

    @Test
    void everybodyMayVoteWithoutAList() {
        assertThat(AccessList.EVERYBODY.allows("anybody", Role.VOTER)).isTrue();
        assertThat(AccessList.EVERYBODY.allows("anybody", Role.OPERATOR)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a1            | says of a1 not what it may be: add voter, observer, master, operator
            a1 king       | has a role that there is not, for a1: choose among voter, observer, master, operator
            a(1) voter    | begins with what is no name: write a name or a pattern, such as node-*
            """)
    void saysWhichLineIsWrongAndWhatToDo(String line, String complaint) {
        assertThatThrownBy(() -> list("b2 voter", line))
                .isInstanceOf(IOException.class)
                .hasMessage("line 2 of the access list " + directory.resolve("allow") + " " + complaint);
    }

    @Test
    void saysThatAListIsEmptyOrMissing() {
        assertThatThrownBy(() -> list("# nobody")).hasMessageContaining("allows nobody");
        assertThatThrownBy(() -> AccessList.read(directory.resolve("none")))
                .hasMessage("the access list " + directory.resolve("none") + " is not there: check its path");
    }

    private AccessList list(String... lines) throws IOException {
        return AccessList.read(Files.write(directory.resolve("allow"), List.of(lines)));
    }
}
