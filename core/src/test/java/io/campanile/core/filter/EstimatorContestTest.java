package io.campanile.core.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Campanile's estimator is the best, or next to it, on every network: in short runs, whose table is left in
 * {@code core/target/estimators.md}. The long ones of docs/accuracy.md are made by
 * {@code mvn -pl core test -Dtest=EstimatorContestTest -Dcampanile.contest=full}.
 */
class EstimatorContestTest {

    private static final EstimatorContest CONTEST =
            "full".equals(System.getProperty("campanile.contest")) ? EstimatorContest.full() : EstimatorContest.brief();

    /** What not being told anything may cost, beside the best of those that are told. */
    private static final double MARGIN = 1.25;

    @Test
    void campanileIsNeverFarFromTheBestAndBestOverall() throws IOException {
        List<double[]> rows =
                EstimatorContest.SCENARIOS.stream().map(CONTEST::rmsNanos).toList();
        Files.write(Path.of("target", "estimators.md"), CONTEST.table(rows));
        for (int i = 0; i < rows.size(); i++) {
            assertThat(production(rows.get(i)))
                    .as("seeds 1 to %d of %s", CONTEST.seeds(), EstimatorContest.SCENARIOS.get(i))
                    .isLessThan(MARGIN * bestOfTheOthers(rows.get(i)));
        }
        double[] overall = CONTEST.geometricMeans(rows);
        assertThat(production(overall)).isLessThan(bestOfTheOthers(overall));
    }

    private static double production(double[] row) {
        return row[CONTEST.entrants().indexOf(EstimatorContest.PRODUCTION)];
    }

    private static double bestOfTheOthers(double[] row) {
        double best = Double.POSITIVE_INFINITY;
        for (int i = 0; i < row.length; i++) {
            if (!CONTEST.entrants().get(i).equals(EstimatorContest.PRODUCTION)) {
                best = Math.min(best, row[i]);
            }
        }
        return best;
    }
}
