package io.campanile.os;

import com.sun.jna.LastErrorException;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * The network cards of Linux: ethtool's {@code ETHTOOL_GET_TS_INFO}, {@code SIOCGHWTSTAMP} and {@code SIOCSHWTSTAMP}, and the clock in {@code
 * /dev/ptp0} and the like, as the kernel's documentation of timestamping and {@code clock_gettime(2)} have them.
 *
 * <p>Thread-safe; its clocks are not.
 */
final class LinuxCards implements Cards {

    private static final long SIOCETHTOOL = 0x8946;
    private static final long SIOCSHWTSTAMP = 0x89b0;
    private static final long SIOCGHWTSTAMP = 0x89b1;

    // struct ifreq: a name, and what the question is about.
    private static final int NAME_BYTES = 16;
    private static final int QUESTION_BYTES = 40;

    // struct ethtool_ts_info
    private static final int ETHTOOL_GET_TS_INFO = 0x41;
    private static final int INFO_BYTES = 44;
    private static final int INFO_STAMPS = 4;
    private static final int INFO_CLOCK = 8;
    private static final int INFO_DEPARTURES = 12;
    private static final int INFO_ARRIVALS = 28;

    /** Arrivals, departures, and the card's own time of both: TX_HARDWARE, RX_HARDWARE and RAW_HARDWARE. */
    private static final int BOTH_WAYS = 1 | 1 << 2 | 1 << 6;

    // struct hwtstamp_config: flags, HWTSTAMP_TX_…, HWTSTAMP_FILTER_…
    private static final int CONFIG_BYTES = 12;
    private static final int CONFIG_DEPARTURES = 4;
    private static final int CONFIG_ARRIVALS = 8;
    private static final int TX_ON = 1;
    private static final int FILTER_ALL = 1;

    private static final int O_CLOEXEC = 0x80000;
    private static final int CAP_NET_ADMIN = 12;

    /** Those that were opened stay open as long as the process. */
    private final Map<Integer, Integer> files = new HashMap<>();

    @Override
    public List<String> interfaces() throws IOException {
        try {
            return NetworkInterface.networkInterfaces()
                    .filter(LinuxCards::isUp)
                    .map(NetworkInterface::getName)
                    .sorted()
                    .toList();
        } catch (SocketException e) {
            throw new IOException("the network interfaces cannot be listed: " + e.getMessage(), e);
        }
    }

    private static boolean isUp(NetworkInterface one) {
        try {
            return one.isUp() && !one.isLoopback();
        } catch (SocketException e) {
            return false;
        }
    }

    @Override
    public int clockOf(String name) {
        Memory info = new Memory(INFO_BYTES);
        info.clear();
        info.setInt(0, ETHTOOL_GET_TS_INFO);
        boolean can = ask(SIOCETHTOOL, name, info) == 0
                && (info.getInt(INFO_STAMPS) & BOTH_WAYS) == BOTH_WAYS
                && (info.getInt(INFO_DEPARTURES) & 1 << TX_ON) != 0
                && (info.getInt(INFO_ARRIVALS) & 1 << FILTER_ALL) != 0;
        return can ? info.getInt(INFO_CLOCK) : -1;
    }

    @Override
    public boolean stampsAll(String name) {
        Memory config = new Memory(CONFIG_BYTES);
        config.clear();
        return ask(SIOCGHWTSTAMP, name, config) == 0 && isAll(config);
    }

    private static boolean isAll(Memory config) {
        return config.getInt(CONFIG_DEPARTURES) == TX_ON && config.getInt(CONFIG_ARRIVALS) == FILTER_ALL;
    }

    @Override
    public boolean mayBeSet() {
        try {
            return Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith("CapEff:"))
                    .anyMatch(line ->
                            (Long.parseUnsignedLong(line.substring(7).strip(), 16) >> CAP_NET_ADMIN & 1) != 0);
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public int stampAll(String name) {
        Memory config = new Memory(CONFIG_BYTES);
        config.clear();
        config.setInt(CONFIG_DEPARTURES, TX_ON);
        config.setInt(CONFIG_ARRIVALS, FILTER_ALL);
        int error = ask(SIOCSHWTSTAMP, name, config);
        // A driver may take it and do less.
        return error == 0 && !isAll(config) ? Libc.EINVAL : error;
    }

    /** Asks the kernel about an interface; returns 0, or an error number. */
    private static int ask(long what, String name, Memory about) {
        try (Memory question = new Memory(QUESTION_BYTES)) {
            question.clear();
            question.setString(0, name.substring(0, Math.min(NAME_BYTES - 1, name.length())));
            question.setPointer(NAME_BYTES, about);
            Socket any = Socket.newSocketDgram();
            try {
                int result = Libc.ioctl(any.intValue(), what, Pointer.nativeValue(question));
                return result == 0 ? 0 : Native.getLastError();
            } finally {
                any.close();
            }
        } catch (IOException | LastErrorException e) {
            return Libc.EINVAL;
        }
    }

    private int file(int number) throws IOException {
        Integer open = files.get(number);
        if (open != null) {
            return open;
        }
        String device = "/dev/ptp" + number;
        int file = Libc.open(device, O_CLOEXEC);
        if (file < 0) {
            throw new IOException("this process cannot read %s (error number %s): give it the right to"
                    .formatted(device, Native.getLastError()));
        }
        files.put(number, file);
        return file;
    }

    @Override
    public synchronized LongSupplier clock(int number) throws IOException {
        int clock = ~file(number) << 3 | 3;
        Memory time = new Memory(16);
        long address = Pointer.nativeValue(time);
        return () -> Libc.clock_gettime(clock, address) == 0
                ? time.getLong(0) * 1_000_000_000L + time.getLong(8)
                : StampClock.NONE;
    }
}
