package io.campanile.bench.failover;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FailoverPlanTest {

    @Test
    void anotherProcessReadsWhatThisOneWrites() throws Exception {
        FailoverPlan plan = new FailoverPlan(
                "/opt/campanile", "/tmp/scratch", new FailoverPlan.Size(10_000, 10, 5), true, "net:[4026531840]", 42);
        assertThat(FailoverPlan.parse(plan.json())).isEqualTo(plan);
        assertThat(plan.ownNetwork()).isTrue();
    }
}
