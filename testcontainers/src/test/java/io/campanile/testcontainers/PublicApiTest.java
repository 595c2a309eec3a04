package io.campanile.testcontainers;

import io.campanile.clock.PublicApi;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What users compile against does not change by accident. When it is meant to change, run this with {@code -Dapi.update=true}. */
class PublicApiTest {

    @Test
    void isWhatItWasUnlessItIsChangedOnPurpose() throws IOException {
        PublicApi.assertUnchanged(CampanileContainer.class, List.of());
    }
}
