package io.campanile.master.access;

import io.campanile.core.message.Message.Hello;
import io.campanile.proto.tls.PeerNames;
import io.campanile.proto.tls.TlsContexts;
import io.campanile.proto.tls.WatchedFiles;
import io.netty.channel.Channel;
import io.netty.util.concurrent.EventExecutor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Looks at who connects before the master does: encrypts the connection, and compares what a slave calls itself with what its
 * certificate calls it. A master without certificates has one, too, which lets everybody in.
 *
 * <p>Thread-safe.
 */
public final class Doorkeeper {

    /** Lets everybody in. */
    public static final Doorkeeper OPEN = new Doorkeeper(null, null);

    private final @Nullable TlsContexts tls;
    private final @Nullable Handshakes handshakes;
    private final @Nullable WatchedFiles<AccessList> allowed;

    private Doorkeeper(@Nullable TlsContexts tls, @Nullable WatchedFiles<AccessList> allowed) {
        this.tls = tls;
        this.handshakes = tls == null ? null : new Handshakes(tls);
        this.allowed = allowed;
    }

    /**
     * Reads the files.
     *
     * @throws IOException if something is wrong with one: one sentence that says what to do
     */
    public static Doorkeeper of(Access access) throws IOException {
        Path file = access.allowed();
        return new Doorkeeper(
                access.tls() == null ? null : new TlsContexts(access.tls()),
                file == null ? null : new WatchedFiles<>(List.of(file), () -> AccessList.read(file)));
    }

    /**
     * What it makes of a hello.
     *
     * @param asked the hello as it came
     * @param hello what the slave may ask for
     * @param objection why it is not let in; empty if it is. One sentence that says what to do
     * @param by the list that says so
     */
    public record Opinion(Hello asked, Hello hello, Optional<String> objection, AccessList by) {}

    /** Looks for changes of the files again and again. The executor only says when. */
    public void follow(EventExecutor timer) {
        if (tls != null) {
            tls.follow(timer);
        }
        if (allowed != null) {
            allowed.follow(timer);
        }
    }

    /** What proves this node to others; null without certificates. */
    public @Nullable TlsContexts tls() {
        return tls;
    }

    /** Who may be what, now. */
    public AccessList allowed() {
        return allowed == null ? AccessList.EVERYBODY : allowed.current();
    }

    /** Whether the access list has somebody with these names as an operator; everybody is one without a list. */
    public boolean mayOperate(PeerNames names) {
        return allowed == null || allowed.current().allows(names, Role.OPERATOR);
    }

    /** Somebody has connected over TCP: adds the handlers that find out who it is. */
    public void receive(Channel channel) {
        if (handshakes != null) {
            handshakes.begin(channel);
        }
    }

    /** Looks at a hello that came over this channel. */
    public Opinion look(Hello hello, Channel channel) {
        AccessList list = allowed();
        if (tls == null) {
            return new Opinion(hello, hello, Optional.empty(), list);
        }
        return PeerNames.of(channel)
                .map(names -> look(hello, names, list))
                .orElseGet(() -> refused(
                        hello,
                        list,
                        "this master lets in only who shows a certificate: give the slave one, and have it use TCP"));
    }

    /** Looks again at somebody who is in, if the list has changed since. */
    public Opinion again(Opinion before, Channel channel) {
        return before.by() == allowed() ? before : look(before.asked(), channel);
    }

    static Opinion look(Hello hello, PeerNames names, AccessList list) {
        if (!names.has(hello.name())) {
            String detail =
                    "the slave calls itself %s, and its certificate names %s: give it that name, or a certificate for its own"
                            .formatted(hello.name(), names);
            return refused(hello, list, detail);
        }
        if (!hello.echoes()) {
            return refused(hello, list, "the slave does not echo the probes' nonces: run the same release on both");
        }
        if (hello.votes() && list.allows(hello.name(), Role.VOTER)) {
            return new Opinion(hello, hello, Optional.empty(), list);
        }
        if (list.allows(hello.name(), Role.OBSERVER)) {
            return new Opinion(hello, asObserver(hello), Optional.empty(), list);
        }
        return refused(
                hello,
                list,
                "the master's access list does not let %s be a slave: add it there".formatted(hello.name()));
    }

    private static Opinion refused(Hello hello, AccessList list, String why) {
        return new Opinion(hello, hello, Optional.of(why), list);
    }

    private static Hello asObserver(Hello hello) {
        return new Hello(
                hello.name(),
                hello.instance(),
                hello.protocolVersion(),
                false,
                hello.lastEpoch(),
                hello.echoes(),
                hello.caller(),
                hello.seeksNewer());
    }
}
