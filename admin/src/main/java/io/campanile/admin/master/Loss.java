package io.campanile.admin.master;

import io.campanile.master.SlaveStatus;

/**
 * How a slave was lost.
 *
 * @param atNanos the master's local time when it was given up
 * @param why one sentence
 */
public record Loss(long atNanos, String why) {

    static Loss of(SlaveStatus.Loss loss) {
        return new Loss(loss.atNanos(), loss.why());
    }
}
