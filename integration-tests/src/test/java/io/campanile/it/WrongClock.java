package io.campanile.it;

import java.util.List;

/** The clocks of five slaves on one machine, as they are simulated: a start and a drift each. */
enum WrongClock {
    FAST("2.5s", "40ppm"),
    SLOWING("-1.2s", "-80ppm"),
    HASTY("40ms", "100ppm"),
    SLOW("-3s", "10ppm"),
    TIRED("700ms", "-30ppm");

    /** All of them, in their order. */
    static final List<WrongClock> ALL = List.of(values());

    private final String offset;
    private final String drift;

    WrongClock(String offset, String drift) {
        this.offset = offset;
        this.drift = drift;
    }

    /** What a slave is started with to have it. */
    List<String> options() {
        return List.of("--clock-offset=" + offset, "--clock-drift=" + drift);
    }
}
