package io.campanile.master.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;

/** Any lines of an access list: a list that answers for any name, or a sentence for whoever wrote it. */
@Tag("slow")
class AccessListFuzzTest {

    private static final Path FILE = Path.of("allow");

    /** Each is asked about each: many short inputs find more than a few long ones. */
    private static final int MOST_LINES = 8;

    @FuzzTest
    void readsAnyLines(byte[] input) {
        List<String> lines = new String(input, StandardCharsets.UTF_8)
                .lines()
                .limit(MOST_LINES)
                .toList();
        AccessList list;
        try {
            list = AccessList.parse(FILE, lines);
        } catch (IOException e) {
            assertThat(e.getMessage()).contains("allow");
            return;
        }
        for (String line : lines) {
            boolean votes = list.allows(line, Role.VOTER);
            if (votes || list.allows(line, Role.MASTER)) {
                assertThat(votes && list.allows(line, Role.OBSERVER))
                        .as("who may more may less: %s", line)
                        .isTrue();
            }
        }
    }
}
