package io.campanile.cli;

import io.campanile.cli.terminal.StandardOutput;
import java.io.IOException;
import picocli.CommandLine.ExitCode;

/**
 * Ends the process when its output is lost: a command that runs on would say nothing for ever. Where a reader has gone, as
 * {@code head} does when it has enough, that is no failure that anybody wants to read about.
 */
final class LostOutput {

    /** As shells tell the end by a broken pipe: 128 and the number of SIGPIPE. */
    static final int UNREAD = 141;

    private volatile int code = ExitCode.OK;

    private LostOutput() {}

    /** Takes the place of standard output. */
    static LostOutput watch() {
        LostOutput lost = new LostOutput();
        StandardOutput.install(lost::end);
        return lost;
    }

    /** Whoever prints holds locks, so another thread ends the process. */
    private void end(IOException failure) {
        if (StandardOutput.isUnread(failure)) {
            code = UNREAD;
        } else {
            code = ExitCode.SOFTWARE;
            System.err.println("campanile: cannot write to standard output: %s; make room, or send it elsewhere"
                    .formatted(failure.getMessage()));
        }
        new Thread(() -> System.exit(code), "campanile-exit-without-output").start();
    }

    /** The exit code of a process whose command ended with this one. */
    int codeOr(int ofCommand) {
        return code == ExitCode.OK ? ofCommand : code;
    }
}
