package io.campanile.cli.waitsync;

import static org.assertj.core.api.Assertions.assertThat;

import io.campanile.cli.Cli;
import io.campanile.cli.client.FakeAdmin;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WaitsyncCommandTest {

    private final FakeAdmin admin;

    WaitsyncCommandTest() throws IOException {
        admin = new FakeAdmin();
    }

    @AfterEach
    void stop() {
        admin.close();
    }

    private Cli.Result waitsync(String... more) {
        List<String> args = new ArrayList<>(List.of("waitsync", "--admin", admin.address()));
        args.addAll(List.of(more));
        return Cli.run(args.toArray(String[]::new));
    }

    private static String slave(String status, String error) {
        return "{\"name\":\"a1\",\"status\":\"%s\",\"cluster_ns\":1,\"error_ns\":%s}".formatted(status, error);
    }

    @Test
    void endsWellWhenASlaveIsSynchronized() {
        admin.answer(slave("SYNCHRONIZED", "34200"));
        assertThat(waitsync())
                .isEqualTo(new Cli.Result(0, "a1 is synchronized to ±34.2 µs" + System.lineSeparator(), ""));
    }

    @Test
    void endsWellWhenAMasterIsSynchronized() {
        admin.answer("{\"master\":%s,\"slaves\":[]}".formatted(slave("SYNCHRONIZED", "1000000")));
        assertThat(waitsync("--max-error", "1ms").exit()).isZero();
    }

    @Test
    void asksUntilItIs() throws Exception {
        admin.answer(slave("UNSYNCHRONIZED", "null"));
        CompletableFuture<Cli.Result> waiting = CompletableFuture.supplyAsync(() -> waitsync("--timeout", "30s"));
        while (admin.path().isEmpty()) {
            Thread.onSpinWait();
        }
        admin.answer(slave("SYNCHRONIZED", "5"));
        assertThat(waiting.get(20, TimeUnit.SECONDS).exit()).isZero();
    }

    @Test
    void saysHowFarItGotWhenTheTimeIsOver() {
        admin.answer(slave("UNSYNCHRONIZED", "null"));
        assertTimesOut("0s", "a1 is unsynchronized");
        admin.answer(slave("SYNCHRONIZED", "1000001"));
        assertTimesOut("0s", "a1 is synchronized to ±1.00 ms");
        admin.answer(slave("HOLDOVER", "10"));
        assertTimesOut("1ms", "a1 is holdover to ±10 ns");
    }

    private void assertTimesOut(String timeout, String state) {
        Cli.Result result = waitsync("--timeout", timeout);
        assertThat(result.exit()).isOne();
        assertThat(result.out()).isEmpty();
        assertThat(result.errLines()).singleElement().asString().contains("not synchronized within --timeout", state);
    }

    @Test
    void waitsForSomebodyToListen() {
        admin.close();
        assertTimesOut("300ms", "is Campanile running there");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>", "{}", "null", "[]", "{\"name\":\"a1\"}", "{\"name\":\"a1\",\"status\":\"FINE\"}"})
    void waitsForNobodyElse(String answer) {
        admin.answer(answer);
        Cli.Result result = waitsync("--timeout", "60s");
        assertThat(result.exit()).isOne();
        assertThat(result.errLines()).singleElement().asString().contains("no Campanile admin server", "--admin");
    }

    @Test
    void doesNotWaitWhereItIsTurnedAway() {
        admin.refuse(401);
        Cli.Result result = waitsync("--timeout", "60s");
        assertThat(result.exit()).isOne();
        assertThat(result.errLines()).singleElement().asString().contains("give --token-file");
    }
}
