package io.campanile.builds;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is in the jars that we publish. */
class JarsIT {

    static List<String> modules() {
        return Published.MODULES;
    }

    @ParameterizedTest
    @MethodSource("modules")
    void haveTheirLicenceAndNotice(String module) throws IOException {
        assertThat(entries(module)).contains("META-INF/LICENSE", "META-INF/NOTICE");
    }

    @Test
    void shadedOneHasNothingUnderOthersNames() throws IOException {
        assertThat(entries("slave-shaded"))
                .contains(
                        "META-INF/native/libio_campanile_shaded_netty_transport_native_epoll_x86_64.so",
                        "META-INF/native/libio_campanile_shaded_netty_transport_native_epoll_aarch_64.so",
                        "META-INF/license/netty.txt",
                        "META-INF/license/protobuf.txt",
                        "META-INF/native-image/io.campanile/campanile-slave-shaded/netty-common/native-image.properties")
                .allMatch(name -> name.startsWith("io/campanile/") || name.startsWith("META-INF/"))
                .noneMatch(name -> name.contains("/io.netty/") || name.endsWith("module-info.class"));
    }

    private static List<String> entries(String module) throws IOException {
        try (JarFile jar = new JarFile(Published.jar(module).toFile())) {
            return jar.stream()
                    .filter(entry -> !entry.isDirectory())
                    .map(ZipEntry::getName)
                    .toList();
        }
    }
}
