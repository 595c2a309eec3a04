package io.campanile.cli.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.admin.metrics.UtcDocument;
import org.junit.jupiter.api.Test;

class UtcViewTest {

    @Test
    void saysHowFarClusterTimeIsFromUtcAndByWhom() {
        assertThat(UtcView.line(new UtcDocument(-6_200L, 33_900L, 3, 2, null)))
                .contains("cluster time is UTC + 6.2 µs, give or take 33.9 µs, by 2 of 3 claims");
        assertThat(UtcView.line(new UtcDocument(1_500_000L, 1_000L, 1, 1, null)))
                .contains("cluster time is UTC - 1.50 ms, give or take 1.0 µs, by 1 of 1 claim");
    }

    @Test
    void leavesOutWhoSaidItWhereNobodyDoesAnyMoreAndAtASlave() {
        assertThat(UtcView.line(new UtcDocument(-6_200L, 33_900L, 0, 0, null)))
                .contains("cluster time is UTC + 6.2 µs, give or take 33.9 µs");
        assertThat(UtcView.line(new UtcDocument(-6_200L, 33_900L, null, null, null)))
                .contains("cluster time is UTC + 6.2 µs, give or take 33.9 µs");
    }

    @Test
    void saysThatTheClaimsContradictEachOther() {
        assertThat(UtcView.line(new UtcDocument(null, null, 4, 0, null)))
                .hasValueSatisfying(line ->
                        assertThat(line).contains("UTC is not known").contains("no majority of 4 claims agrees"));
    }

    @Test
    void saysNothingWhereNobodyKnowsAndOfEarlierReleases() {
        assertThat(UtcView.line(new UtcDocument(null, null, 0, 0, null))).isEmpty();
        assertThat(UtcView.line(new UtcDocument(null, null, null, null, null))).isEmpty();
        assertThat(UtcView.line(null)).isEmpty();
    }

    @Test
    void saysThatAParentContradictsTheMachines() {
        assertThat(UtcView.line(new UtcDocument(-6_200L, 33_900L, 3, 2, false)))
                .hasValueSatisfying(line -> assertThat(line).contains("the parent's UTC contradicts that"));
        assertThat(UtcView.line(new UtcDocument(null, null, 2, 0, false)))
                .hasValueSatisfying(line -> assertThat(line).contains("the parent's UTC contradicts that"));
        assertThat(UtcView.line(new UtcDocument(-6_200L, 33_900L, 2, 2, true)))
                .contains("cluster time is UTC + 6.2 µs, give or take 33.9 µs, by 2 of 2 claims");
    }
}
