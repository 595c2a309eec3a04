package io.campanile.cli.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/** Any text for a configuration file: settings, or complaints with a line and a sentence. */
class ConfigTextFuzzTest {

    @FuzzTest
    void readsAnyText(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        check(YamlText.read(text));
        check(PropertiesText.read(text));
    }

    private static void check(Text text) {
        assertThat(text.complaints()).allSatisfy(complaint -> {
            assertThat(complaint.line()).isPositive();
            assertThat(complaint.text()).isNotBlank();
        });
        assertThat(text.settings())
                .allSatisfy(setting -> assertThat(setting.line()).isPositive());
    }
}
