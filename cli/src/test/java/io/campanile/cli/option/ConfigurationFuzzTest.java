package io.campanile.cli.option;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.campanile.group.Members;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import picocli.CommandLine.TypeConversionException;

/** Any text for an option: a value, or a sentence for whoever wrote it. */
@Tag("slow")
class ConfigurationFuzzTest {

    private static final BurstConverter BURST = new BurstConverter();

    @FuzzTest
    void readsAnyText(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        read(text, Durations::parse);
        read(text, Rate::parse);
        read(text, Frequency::parse);
        read(text, Address::parse);
        read(text, BURST::convert);
        read(text, Members::parse);
        read(text, value -> RandomValue.Offset.convert(value, () -> 0.5));
        read(text, value -> RandomValue.Drift.convert(value, () -> 0.5));
    }

    private static void read(String text, Consumer<String> parser) {
        try {
            parser.accept(text);
        } catch (TypeConversionException | IllegalArgumentException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }
}
