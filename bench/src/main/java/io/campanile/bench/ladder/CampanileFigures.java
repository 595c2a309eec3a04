package io.campanile.bench.ladder;

import io.campanile.bench.process.GcLog;

/**
 * What a master was like under a load.
 *
 * @param load what the slaves saw
 * @param cpuMicrosPerSlaveRound CPU time of the master for each slave in a round
 * @param cpuShare what the master took of a core
 * @param residentBytes its memory
 * @param heapBytesPerSlave what a slave adds to the heap that is in use
 * @param allocatedBytesPerSlaveRound garbage, nearly all of it
 * @param gc when it stood still
 */
public record CampanileFigures(
        LoadFigures load,
        double cpuMicrosPerSlaveRound,
        double cpuShare,
        long residentBytes,
        double heapBytesPerSlave,
        double allocatedBytesPerSlaveRound,
        GcLog gc) {}
