package io.campanile.cli.master;

import io.campanile.cli.option.Address;
import io.campanile.cli.option.AdminUrl;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** What a master remembers, and which other masters take its place when it fails. */
@SuppressWarnings("NullAway.Init") // picocli fills the options in
final class GroupOptions {

    @Spec(Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description =
                    "Where this master remembers that there is a cluster time, and how many clocks agreed. Without"
                            + " it a restarted master relies on the slaves that come back first.")
    @Nullable
    Path dataDir;

    @Option(
            names = "--group",
            paramLabel = "NAME=HOST:PORT,...",
            description = "The masters that elect one of them to lead, and where they reach each other: three or five,"
                    + " the same list at each of them. This one's --name is among them. Needs --data-dir.")
    @Nullable
    String group;

    @Option(
            names = "--advertise",
            paramLabel = "HOST:PORT",
            description = "Where slaves reach this member of the group; its host in --group, and --port, unless given.")
    @Nullable
    Address advertise;

    @Option(
            names = "--advertise-admin",
            paramLabel = "URL|HOST:PORT",
            converter = AdminUrl.class,
            description =
                    "Where people reach this member's admin server: the others' dashboards lead there while it leads."
                            + " Unless given, the host of --advertise and --admin-port, if --admin-bind is not loopback.")
    @Nullable
    URI advertiseAdmin;

    @Option(
            names = "--found-anew",
            description = "Forget that there was a cluster time: found another one with whoever is there.")
    boolean foundAnew;

    @Option(
            names = "--take-over",
            description =
                    "Take over every slave, however far ahead of this machine's clock the master was that it has obeyed. Only"
                            + " when that one, whose clock was wrong, is gone: two masters would take the slaves from each other.")
    boolean takeOver;

    /**
     * Checks what goes together.
     *
     * @param port where slaves connect
     * @throws ParameterException saying what is missing
     */
    void check(int port) {
        require(
                group == null || dataDir != null,
                "--group needs --data-dir: a member must not forget what it voted for");
        require(group != null || advertise == null, "--advertise is for a member of a --group");
        require(group != null || advertiseAdmin == null, "--advertise-admin is for a member of a --group");
        require(
                group == null || !takeOver,
                "--take-over is for a master that leads alone, and not for one of a --group");
        require(dataDir != null || !foundAnew, "--found-anew is about what a --data-dir remembers; give that, too");
        require(
                group == null || advertise != null || port != 0,
                "with --port 0 nobody can be sent to this member: choose a --port, or --advertise where it is reached");
    }

    private void require(boolean holds, String complaint) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), complaint);
        }
    }
}
