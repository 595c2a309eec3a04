package io.campanile.slave;

import io.campanile.core.message.Caller;
import io.campanile.core.message.Message;
import io.campanile.core.message.Message.Hello;
import io.campanile.core.message.NodeName;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;

/**
 * Who a slave is to its masters.
 *
 * @param name what people call it: 1 to 64 printable characters; a master that knows another of that name adds a number
 * @param instance a random number that it keeps for its life, by which a master knows it when it connects again
 * @param votes whether its clock may take part in the average
 * @param caller what it is beside a slave
 */
public record SlaveIdentity(String name, long instance, boolean votes, Caller caller) {

    private static final Path KERNEL_NAME = Path.of("/proc/sys/kernel/hostname");

    /**
     * Checks the name.
     *
     * @throws IllegalArgumentException saying what a name may be
     */
    public SlaveIdentity {
        NodeName.require(name);
    }

    /** One that is nothing but a slave. */
    public SlaveIdentity(String name, long instance, boolean votes) {
        this(name, instance, votes, Caller.SLAVE);
    }

    /** A new slave of this name, whose clock votes. */
    public static SlaveIdentity of(String name) {
        return new SlaveIdentity(name, new SecureRandom().nextLong(), true);
    }

    /** That of a slave like this; one without a name is called as its machine is, one without a number gets a random one. */
    static SlaveIdentity of(SlaveBuilder options) {
        String called = options.name == null ? hostName() : options.name;
        long number = options.instance == null ? new SecureRandom().nextLong() : options.instance;
        return new SlaveIdentity(called, number, options.votes, options.caller);
    }

    /**
     * What this machine is called, for a node that was given no name: as its kernel says, where that can be read, even if the name
     * leads to no address; {@code localhost} if the machine does not know.
     */
    public static String hostName() {
        String host = kernelName(KERNEL_NAME).orElseGet(SlaveIdentity::resolvedName);
        return host.substring(0, Math.min(host.length(), NodeName.MAX_LENGTH));
    }

    /** The name in this file of Linux; empty where there is no such file. */
    static Optional<String> kernelName(Path file) {
        try {
            return Optional.of(Files.readString(file).strip())
                    .filter(name -> !name.isEmpty() && !name.equals("(none)"));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String resolvedName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    /**
     * What it greets with.
     *
     * @param lastEpoch the newest epoch that it has obeyed
     * @param seeksNewer whether it has, or had until now, a master of that epoch, which is silent or gone
     */
    Hello hello(long lastEpoch, boolean seeksNewer) {
        return new Hello(name, instance, Message.PROTOCOL_VERSION, votes, lastEpoch, true, caller, seeksNewer);
    }
}
