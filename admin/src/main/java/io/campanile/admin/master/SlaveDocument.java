package io.campanile.admin.master;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.campanile.core.filter.Sample;
import java.util.List;

/**
 * The answer to {@code GET /api/v1/slaves/{name}}. Spans and times are nanoseconds, rates parts per billion.
 *
 * @param slave what the last round left behind
 * @param history the slave in the last rounds, oldest first. In a large cluster it begins when somebody first asks
 * @param samples the exchanges that the master's estimate rests on, oldest first
 */
record SlaveDocument(StatusDocument.Slave slave, List<Moment> history, List<Measurement> samples) {

    /**
     * The slave in one round.
     *
     * @param round the round's number
     * @param atNanos the master's local time at its end
     * @param point the slave then
     */
    record Moment(long round, long atNanos, @JsonUnwrapped RoundDocument.Point point) {}

    /**
     * One exchange.
     *
     * @param atNanos the master's local time half-way through it
     * @param lowNanos the least offset of the slave's local clock that it allows, slave minus master
     * @param highNanos the greatest; the distance between them is the round trip's delay
     */
    record Measurement(long atNanos, long lowNanos, long highNanos) {

        static Measurement of(Sample sample) {
            return new Measurement(
                    sample.atNanos(), sample.bounds().low(), sample.bounds().high());
        }
    }
}
