package io.campanile.admin.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.admin.web.Access.Token;
import io.campanile.proto.tls.PeerNames;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is answered. */
class AccessTest {

    private static final String SECRET = "0123456789abcdef";

    private final Access open = new Access(Set.of("Master"), null, AccessTest::isOperator);
    private final Access guarded = new Access(Set.of(), () -> new Token(SECRET), AccessTest::isOperator);

    private static boolean isOperator(PeerNames names) {
        return names.has("op1");
    }

    private static int status(Access access, FullHttpRequest request, boolean isOpen) {
        return status(access, request, null, isOpen);
    }

    private static int status(Access access, FullHttpRequest request, @Nullable PeerNames client, boolean isOpen) {
        return access.refusal(new Query(request), Optional.ofNullable(client), isOpen)
                .map(refusal -> refusal.status().code())
                .orElse(200);
    }

    private static FullHttpRequest with(String authorization) {
        FullHttpRequest request = Requests.get("/");
        request.headers().set(HttpHeaderNames.AUTHORIZATION, authorization);
        return request;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "localhost:8081",
                "LOCALHOST",
                "a.localhost",
                "127.0.0.1:8081",
                "[::1]:8081",
                "[::1]",
                "10.1.2.3",
                "master:8081",
                "MASTER"
            })
    void itsOwnNamesAndAddressesLeadToIt(String host) {
        assertThat(status(open, Requests.get("/", host), false)).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "localhost.evil.example",
                "127.0.0.1.evil.example",
                "evil.example:8081",
                "[::1",
                "evillocalhost",
                "master.evil.example",
                "1.2.3.4.5"
            })
    void otherNamesDoNot(String host) {
        assertThat(status(open, Requests.get("/", host), false)).isEqualTo(421);
        assertThat(status(open, Requests.get("/health/live", host), true)).isEqualTo(421);
    }

    @Test
    void aRequestHasToNameAHostUnlessItIsOfAnOldClient() {
        assertThat(status(open, new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/"), false))
                .isEqualTo(400);
        assertThat(status(open, new DefaultFullHttpRequest(HttpVersion.HTTP_1_0, HttpMethod.GET, "/"), false))
                .isEqualTo(200);
    }

    @Test
    void theTokenComesAsABearersOrAsAPassword() {
        String basic = Base64.getEncoder().encodeToString(("anna:" + SECRET).getBytes(StandardCharsets.UTF_8));
        assertThat(status(guarded, with("Bearer " + SECRET), false)).isEqualTo(200);
        assertThat(status(guarded, with("bearer  " + SECRET), false)).isEqualTo(200);
        assertThat(status(guarded, with("Basic " + basic), false)).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Bearer",
                "Bearer ",
                "Bearer 0123456789abcdeF",
                "Basic !!",
                "Basic",
                "Digest 0123456789abcdef"
            })
    void anythingElseIsRefused(String authorization) {
        assertThat(status(guarded, with(authorization), false)).isEqualTo(401);
    }

    @Test
    void itsHealthIsForEverybody() {
        assertThat(status(guarded, Requests.get("/health/live"), true)).isEqualTo(200);
        assertThat(status(guarded, Requests.get("/"), false)).isEqualTo(401);
    }

    @Test
    void whoHasShownACertificateHasToBeAnOperatorButForItsHealth() {
        PeerNames operator = new PeerNames(Set.of("op1", "op1.example.org"));
        PeerNames other = new PeerNames(Set.of("a1"));
        assertThat(status(open, Requests.get("/"), operator, false)).isEqualTo(200);
        assertThat(status(open, Requests.get("/"), other, false)).isEqualTo(403);
        assertThat(status(open, Requests.get("/health/live"), other, true)).isEqualTo(200);
        assertThat(status(guarded, with("Bearer " + SECRET), other, false)).isEqualTo(403);
        assertThat(status(guarded, with("Bearer " + SECRET), operator, false)).isEqualTo(200);
        assertThat(status(guarded, Requests.get("/"), operator, false)).isEqualTo(401);
    }
}
