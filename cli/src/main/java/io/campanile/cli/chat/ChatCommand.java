package io.campanile.cli.chat;

import io.campanile.cli.ExitSignal;
import io.campanile.cli.Version;
import io.campanile.cli.log.Logs;
import io.campanile.cli.option.Membership;
import io.campanile.core.discipline.ClockStatus;
import io.campanile.slave.Slave;
import io.campanile.slave.SlaveBuilder;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code campanile chat}. */
@Command(
        name = "chat",
        description = "Joins as a slave and talks to the others: everybody's lines, in the order of cluster time.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        showDefaultValues = true,
        sortOptions = false)
@SuppressWarnings("NullAway.Init") // picocli fills the options in
public final class ChatCommand implements Callable<Integer> {

    private static final Duration PRINT_EVERY = Duration.ofMillis(50);

    /** When the input has ended: for what was said last to come back and be shown. */
    private static final int LAST_PRINTS = (int) (2 * Sorter.HOLD.toMillis() / PRINT_EVERY.toMillis());

    @Spec
    private CommandSpec spec;

    @Mixin
    private Membership membership;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Logs.leaveWarnings();
        Sorter sorter = new Sorter();
        SlaveBuilder options = membership.options().onAnnouncement(sorter::add);
        try (ExitSignal exit = new ExitSignal();
                Slave slave = options.build();
                ChatScreen screen = screen(slave.name())) {
            CompletableFuture<Void> talk = CompletableFuture.runAsync(() -> talk(slave, screen), ChatCommand::start);
            for (int last = 0; last < LAST_PRINTS && !exit.await(PRINT_EVERY); last += talk.isDone() ? 1 : 0) {
                boolean known = slave.clock().status() != ClockStatus.UNSYNCHRONIZED;
                sorter.due(slave.clock().instant(), known).forEach(said -> screen.print(ChatLines.of(said)));
                long dropped = sorter.dropped();
                if (dropped > 0) {
                    screen.print("* %s lines are not shown: their stamps are far in the future".formatted(dropped));
                }
            }
        }
        return ExitCode.OK;
    }

    /** A thread that may wait for a key for ever. */
    private static void start(Runnable work) {
        Thread thread = new Thread(work, "campanile-chat");
        thread.setDaemon(true);
        thread.start();
    }

    private static void talk(Slave slave, ChatScreen screen) {
        screen.print("* waiting for the cluster's time");
        slave.start().toCompletableFuture().join();
        screen.print("* what you type is said; Ctrl-D leaves");
        screen.lines().filter(line -> !line.isBlank()).forEach(line -> say(slave, screen, line));
    }

    private static void say(Slave slave, ChatScreen screen, String line) {
        try {
            if (!slave.announce(line).toCompletableFuture().join()) {
                screen.print("* not said: there is no master or no cluster time now, or it was too much at once");
            }
        } catch (IllegalArgumentException e) {
            screen.print("* not said: " + e.getMessage());
        }
    }

    private ChatScreen screen(String name) throws IOException {
        Terminal terminal = TerminalBuilder.builder().system(true).dumb(true).build();
        if (terminal.getType().startsWith(Terminal.TYPE_DUMB)) {
            terminal.close();
            return new PlainScreen(spec.commandLine().getOut());
        }
        return new TerminalScreen(terminal, name);
    }
}
