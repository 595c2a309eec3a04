package io.campanile.admin.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.campanile.admin.web.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StatusJsonTest {

    private static final StatusDocument BEFORE_THE_FIRST_ROUND = new StatusDocument(
            new StatusDocument.Master("m1", "127.0.0.1:8080", 7, "UNSYNCHRONIZED", 1, 2, null, 3, 4, null, null),
            null,
            Map.of("JOINING", 1),
            List.of(new StatusDocument.Slave(
                    "a1", "127.0.0.1:9", "JOINING", null, null, null, null, 5, "USER", "tcp", null, null, null)),
            new Limits(600, 200, 7, 1_000_000),
            null,
            null);

    private static String json(Object document) throws JsonProcessingException {
        return new String(Json.write(document), StandardCharsets.UTF_8);
    }

    @Test
    void writesNullForWhatIsUnknown() throws JsonProcessingException {
        assertThat(json(BEFORE_THE_FIRST_ROUND))
                .isEqualTo(
                        "{\"master\":{\"name\":\"m1\",\"address\":\"127.0.0.1:8080\",\"epoch\":7,"
                                + "\"status\":\"UNSYNCHRONIZED\",\"local_ns\":1,\"cluster_ns\":2,\"error_ns\":null,"
                                + "\"round_ns\":3,\"burst\":4,\"certificates\":null,\"second_master\":null},\"round\":null,\"states\":{\"JOINING\":1},\"slaves\":[{\"name\":\"a1\","
                                + "\"address\":\"127.0.0.1:9\",\"state\":\"JOINING\",\"offset_ns\":null,\"drift_ppb\":null,"
                                + "\"delay_ns\":null,\"error_ns\":null,\"age_ns\":5,\"stamps\":\"USER\",\"probes_by\":\"tcp\",\"rejection\":null,\"without_vote\":null,\"lost\":null}],\"limits\":{\"kept_rounds\":600,"
                                + "\"kept_changes\":200,\"kept_lost_ns\":7,\"tolerance_ns\":1000000},\"group\":null,\"parent\":null}");
    }

    @Test
    void readsWhatItWrites() throws JsonProcessingException {
        assertThat(StatusJson.read(json(BEFORE_THE_FIRST_ROUND))).isEqualTo(BEFORE_THE_FIRST_ROUND);
    }

    @Test
    void readsWhatALaterReleaseAdds() throws JsonProcessingException {
        String later = json(BEFORE_THE_FIRST_ROUND).replaceFirst("\\{", "{\"uptime_ns\":1,");
        assertThat(StatusJson.read(later)).isEqualTo(BEFORE_THE_FIRST_ROUND);
    }

    @Test
    void refusesWhatIsNoStatus() {
        assertThatThrownBy(() -> StatusJson.read("<html>")).isInstanceOf(JsonProcessingException.class);
    }
}
