package io.campanile.master;

/**
 * How many slaves a heap has room for. Measured, ten thousand slaves that are connected and have lanes for datagrams as well take 10.9 KB
 * each, and the collector needs some room to work in; what a master needs beside its slaves fits into {@link #BASE_BYTES}.
 */
public final class HeapShare {

    /** What one slave is given. */
    public static final long BYTES_PER_SLAVE = 13 * 1024;

    /** What everything else is given. */
    public static final long BASE_BYTES = 32 << 20;

    /** However large the heap: more than anybody has tried. */
    private static final int MOST_BY_DEFAULT = 200_000;

    private HeapShare() {}

    /** How many slaves this process has room for, 1 and more. */
    public static int slaves() {
        return slaves(Runtime.getRuntime().maxMemory());
    }

    static int slaves(long heapBytes) {
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, (heapBytes - BASE_BYTES) / BYTES_PER_SLAVE));
    }

    /** How many slaves a master takes that was not told: as many as there is room for, and 200,000 at most. */
    public static int slavesByDefault() {
        return Math.min(MOST_BY_DEFAULT, slaves());
    }

    /** Refuses more slaves than there is room for. */
    static void require(int slaves, long heapBytes) {
        if (slaves > slaves(heapBytes)) {
            throw new IllegalArgumentException(
                    "room for %s slaves takes a heap of %s MB, and this process has %s MB: give it more (-Xmx), or choose %s slaves at most"
                            .formatted(
                                    slaves,
                                    (BASE_BYTES + slaves * BYTES_PER_SLAVE + (1 << 20) - 1) >> 20,
                                    heapBytes >> 20,
                                    slaves(heapBytes)));
        }
    }
}
