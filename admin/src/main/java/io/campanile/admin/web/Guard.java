package io.campanile.admin.web;

import io.campanile.admin.web.Access.Token;
import io.campanile.proto.tls.TlsContexts;
import io.campanile.proto.tls.WatchedFiles;
import io.netty.channel.Channel;
import io.netty.handler.ssl.ClientAuth;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands between an admin server and its clients: its certificate and its token, from files that are read again when they
 * change. Thread-safe.
 */
final class Guard {

    /** Shorter ones are guessed. */
    private static final int SHORTEST_TOKEN = 16;

    private static final int LONGEST_FILE = 4096;

    private final @Nullable TlsContexts tls;
    private final @Nullable WatchedFiles<Token> token;
    private final Access access;
    private final List<Future<?>> following = new ArrayList<>();

    /**
     * Reads the files.
     *
     * @throws IOException if something is wrong with one: one sentence that says what to do
     */
    Guard(WebConfig config) throws IOException {
        ClientAuth clients = config.clientCertificates() ? ClientAuth.REQUIRE : ClientAuth.NONE;
        tls = config.tls() == null ? null : new TlsContexts(config.tls(), clients);
        Path file = config.tokenFile();
        token = file == null ? null : new WatchedFiles<>(List.of(file), () -> read(file));
        WatchedFiles<Token> wanted = token;
        access = new Access(
                config.names(),
                wanted == null ? null : wanted::current,
                config.clientCertificates() ? config.operators() : certified -> true);
    }

    private static Token read(Path file) throws IOException {
        String secret;
        try {
            secret = Files.size(file) > LONGEST_FILE
                    ? ""
                    : Files.readString(file).strip();
        } catch (CharacterCodingException e) {
            secret = "";
        } catch (IOException e) {
            throw new IOException("cannot read the token in %s: %s".formatted(file, e.getMessage()), e);
        }
        if (secret.length() < SHORTEST_TOKEN || secret.chars().anyMatch(c -> c <= ' ' || c > '~')) {
            throw new IOException(
                    "%s holds no token: write one line of %s visible ASCII characters or more, such as from openssl rand -hex 32"
                            .formatted(file, SHORTEST_TOKEN));
        }
        return new Token(secret);
    }

    /** Looks for changes of the files from now on. */
    void follow(EventExecutor timer) {
        if (tls != null) {
            following.add(tls.follow(timer));
        }
        if (token != null) {
            following.add(token.follow(timer));
        }
    }

    /** Looks no more. */
    void close() {
        following.forEach(looking -> looking.cancel(false));
    }

    /** Tells who is answered. */
    Access access() {
        return access;
    }

    /** Encrypts the connection of somebody who has connected, where there is a certificate. */
    void encrypt(Channel channel) {
        if (tls != null) {
            tls.encrypt(channel);
        }
    }

    /** How addresses of the server begin. */
    String scheme() {
        return tls == null ? "http" : "https";
    }
}
