package io.campanile.cli.simulate;

import io.campanile.simulator.scenario.Scenarios;
import java.util.Iterator;

/** For the usage message and for completion. */
final class ScenarioNames implements Iterable<String> {

    @Override
    public Iterator<String> iterator() {
        return Scenarios.names().iterator();
    }
}
