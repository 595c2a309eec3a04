package io.campanile.slave;

import io.campanile.clock.PublicApi;
import io.campanile.core.message.AnnouncementKind;
import io.campanile.core.message.Body;
import io.campanile.proto.socket.TimeStamps;
import io.campanile.proto.socket.Transport;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What users compile against does not change by accident. When it is meant to change, run
 *
 * <pre>mvn test -pl slave -am -Dtest=PublicApiTest -Dsurefire.failIfNoSpecifiedTests=false -Dapi.update=true</pre>
 *
 * <p>and the difference of {@code public-api.txt} shows in the commit what it does to them.
 */
class PublicApiTest {

    /** Types of other modules that this one's own show. */
    private static final List<Class<?>> SHOWN =
            List.of(AnnouncementKind.class, Body.class, TimeStamps.class, Transport.class);

    @Test
    void isWhatItWasUnlessItIsChangedOnPurpose() throws IOException {
        PublicApi.assertUnchanged(Slave.class, SHOWN);
    }
}
