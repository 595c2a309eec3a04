package io.campanile.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A master that has no more files to open, since strangers have taken them. */
class ScarceFilesIT {

    private static final int FILES = 160;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static List<String> states(String admin) throws IOException, InterruptedException {
        JsonNode slaves = JsonApi.get("http://%s/api/v1/status".formatted(admin)).get("slaves");
        return slaves.findValuesAsText("state");
    }

    @Test
    void saysWhyItTakesNobodyInAndKeepsThoseWhoAreThere() throws Exception {
        List<Socket> strangers = new ArrayList<>();
        try (Campanile master =
                        Campanile.startWithFiles(FILES, "master", "--bind=127.0.0.1", "--port=0", "--admin-port=0");
                Campanile slave = Campanile.start("slave", "--name=a1", "--master=127.0.0.1:" + master.port())) {
            String admin = master.admin();
            Awaitility.await("the slave").atMost(PATIENCE).until(() -> states(admin).contains("MEMBER"));
            int port = Integer.parseInt(master.port());
            for (int i = 0; i < 2 * FILES; i++) {
                strangers.add(new Socket(InetAddress.getLoopbackAddress(), port));
            }
            master.awaitLog("no new connection can be taken in for slaves: .*Too many open files");
            for (Socket stranger : strangers) {
                stranger.close();
            }
            Awaitility.await("an answer")
                    .atMost(PATIENCE)
                    .ignoreExceptionsInstanceOf(IOException.class)
                    .untilAsserted(() -> assertThat(states(admin)).containsExactly("MEMBER"));
            assertThat(slave.err()).noneMatch(line -> line.contains("lost the master"));
            assertThat(master.err())
                    .filteredOn(line -> line.contains("no new connection"))
                    .hasSizeLessThan(4);
        } finally {
            for (Socket stranger : strangers) {
                stranger.close();
            }
        }
    }
}
