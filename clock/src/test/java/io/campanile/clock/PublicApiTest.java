package io.campanile.clock;

import io.campanile.core.LocalClock;
import io.campanile.core.discipline.ClockStatus;
import io.campanile.core.discipline.DisciplineLimits;
import io.campanile.core.discipline.ObedienceLimits;
import io.campanile.core.discipline.Timeline;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What users compile against does not change by accident. When it is meant to change, run
 *
 * <pre>mvn test -pl clock -am -Dtest=PublicApiTest -Dsurefire.failIfNoSpecifiedTests=false -Dapi.update=true</pre>
 *
 * <p>and the difference of {@code public-api.txt} shows in the commit what it does to them.
 */
class PublicApiTest {

    /** Types of other modules that this one's own show. */
    private static final List<Class<?>> SHOWN =
            List.of(LocalClock.class, ClockStatus.class, DisciplineLimits.class, ObedienceLimits.class, Timeline.class);

    @Test
    void isWhatItWasUnlessItIsChangedOnPurpose() throws IOException {
        PublicApi.assertUnchanged(ClusterClock.class, SHOWN);
    }
}
