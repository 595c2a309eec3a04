package io.campanile.junit;

import io.campanile.clock.ManualClusterClock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives each test the clock that {@link ManualClock} promises. It calls what JUnit had in 5.10 already. */
final class ManualClockExtension implements ParameterResolver, AfterEachCallback {

    private static final Namespace OWN = Namespace.create(ManualClockExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.getParameter().getType() == ManualClusterClock.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
        if (test.getTestMethod().isEmpty()) {
            throw new ParameterResolutionException(
                    "each test has a ManualClusterClock of its own: ask for it in the test or in a"
                            + " @BeforeEach method, not in a constructor or a @BeforeAll method");
        }
        Store store = test.getStore(OWN);
        ManualClusterClock clock = clock(store);
        if (clock == null) {
            clock = ManualClusterClock.at(start(test));
            store.put(ManualClusterClock.class, clock);
        }
        return clock;
    }

    private static @Nullable ManualClusterClock clock(Store store) {
        return store.get(ManualClusterClock.class, ManualClusterClock.class);
    }

    private static Instant start(ExtensionContext test) {
        String text = Stream.iterate(
                        Optional.of(test), Optional::isPresent, context -> context.flatMap(ExtensionContext::getParent))
                .map(context ->
                        context.flatMap(ExtensionContext::getElement).map(e -> e.getAnnotation(ManualClock.class)))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow()
                .value();
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new ParameterResolutionException(
                    "@ManualClock(\"%s\") is no moment: write it as in 2026-11-21T12:00:00Z".formatted(text), e);
        }
    }

    @Override
    public void afterEach(ExtensionContext test) {
        ManualClusterClock clock = clock(test.getStore(OWN));
        if (clock != null) {
            clock.close();
        }
    }
}
