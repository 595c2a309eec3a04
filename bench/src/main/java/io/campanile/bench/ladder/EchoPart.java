package io.campanile.bench.ladder;

import io.campanile.bench.echo.EchoFigures;
import io.campanile.bench.echo.EchoRun;
import io.campanile.bench.report.Figures;
import io.campanile.bench.report.MarkdownTable;
import io.campanile.bench.report.Part;
import java.io.IOException;
import java.util.List;

/**
 * The bare echo, at the rates of a ladder's rungs.
 *
 * @param campanile on whose JVM
 * @param rungs of which ladder
 */
public record EchoPart(Campanile campanile, List<Rung> rungs) implements Part {

    private static final int WARM_UP_SECONDS = 5;
    private static final int MOST_SECONDS = 30;

    /** The echo that stands beside a rung: as many peers, as many exchanges as it has slave-rounds. */
    static EchoRun beside(Rung rung) {
        double perSecond = (double) rung.slaves() / rung.roundSeconds();
        return new EchoRun(
                rung.transport(), rung.slaves(), perSecond, WARM_UP_SECONDS, Math.min(MOST_SECONDS, rung.seconds()));
    }

    @Override
    public String measure() throws IOException, InterruptedException {
        MarkdownTable table = new MarkdownTable(
                "transport", "peers", "exchanges/s", "CPU µs each", "server's CPU", "round trip p50", "p99", "lost");
        for (Rung rung : rungs) {
            EchoRun run = beside(rung);
            EchoFigures figures = run.measure(campanile.forSlaves(rung.slaves()).jvmFlags());
            table.row(
                    run.transport().toString(),
                    Figures.count(run.peers()),
                    Figures.count(Math.round(figures.exchanges() / figures.seconds())),
                    Figures.number(figures.cpuMicrosPerExchange()),
                    Figures.percent(figures.cpuMicros() / figures.seconds() / 1e6),
                    Figures.nanos(figures.p50Nanos()),
                    Figures.nanos(figures.p99Nanos()),
                    Figures.count(figures.lost()));
        }
        return table.text();
    }
}
