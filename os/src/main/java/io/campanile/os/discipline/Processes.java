package io.campanile.os.discipline;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What {@code /proc} tells of the processes of this machine: which of them keep its clock, and what this one may do. */
final class Processes {

    /** Bit of {@code CAP_SYS_TIME} in a set of capabilities. */
    private static final int CAP_SYS_TIME = 25;

    private static final int HEX = 16;
    private static final String CAPABILITIES = "CapEff:";

    private static final String CHRONY = "chronyd";

    /** As the kernel has their names, in 15 characters. */
    private static final Set<String> KEEPERS =
            Set.of(CHRONY, "ntpd", "openntpd", "ntp-daemon", "systemd-timesyn", "phc2sys", "ptpd", "ptpd2", "sntp");

    /** With this, that one leaves the clock alone. */
    private static final String LEAVES_CLOCK = "-x";

    private final Path proc;
    private final String ours;
    private final long self;

    /**
     * Those in this folder.
     *
     * @param ours what the command line of another process has that does as this one
     * @param self the number of this process
     */
    Processes(Path proc, String ours, long self) {
        this.proc = proc;
        this.ours = ours;
        this.self = self;
    }

    /** Whether this process has {@code CAP_SYS_TIME}. */
    boolean maySetClock() throws IOException {
        for (String line : Files.readAllLines(proc.resolve("self").resolve("status"))) {
            if (line.startsWith(CAPABILITIES)) {
                long set = Long.parseUnsignedLong(
                        line.substring(CAPABILITIES.length()).trim(), HEX);
                return (set >> CAP_SYS_TIME & 1) == 1;
            }
        }
        return false;
    }

    /** A process that keeps the machine's clock, as {@code chronyd (process 611)}. */
    Optional<String> keeper() throws IOException {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (Path folder : folders) {
                String name = keeperIn(folder);
                if (name != null) {
                    return Optional.of(String.format(Locale.ROOT, "%s (process %s)", name, folder.getFileName()));
                }
            }
        }
        return Optional.empty();
    }

    private @Nullable String keeperIn(Path folder) {
        try {
            String name = Files.readString(folder.resolve("comm")).trim();
            List<String> arguments = arguments(folder);
            if (KEEPERS.contains(name)) {
                return name.equals(CHRONY) && arguments.contains(LEAVES_CLOCK) ? null : name;
            }
            boolean other =
                    arguments.contains(ours) && !folder.getFileName().toString().equals(Long.toString(self));
            return other ? "another process with " + ours : null;
        } catch (IOException e) {
            // It has ended meanwhile, or is hidden from us.
            return null;
        }
    }

    private static List<String> arguments(Path folder) throws IOException {
        String all = new String(Files.readAllBytes(folder.resolve("cmdline")), StandardCharsets.UTF_8);
        return new ArrayList<>(Arrays.asList(all.split("\0", -1)));
    }
}
