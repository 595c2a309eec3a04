package io.campanile.core.ensemble;

/** Who decides what time it is. */
public enum Reference {
    /** The average of the clocks, the master's among them: Berkeley's algorithm. */
    ENSEMBLE {
        @Override
        TimeScale scale(EnsembleConfig config, Legacy legacy) {
            return new EnsembleScale(config, legacy);
        }
    },
    /** The master's own clock, for a master whose operating system is itself disciplined. */
    LOCAL {
        @Override
        TimeScale scale(EnsembleConfig config, Legacy legacy) {
            return new LocalScale(config);
        }
    };

    /** A time scale of this kind that has decided nothing yet. */
    abstract TimeScale scale(EnsembleConfig config, Legacy legacy);
}
