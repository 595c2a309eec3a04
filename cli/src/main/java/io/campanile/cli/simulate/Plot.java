package io.campanile.cli.simulate;

import io.campanile.simulator.Trace;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws how far each honest slave's clock was from cluster time: how they came together above, how they stayed below. */
final class Plot {

    private static final int WIDTH = 1200;
    private static final int HEIGHT = 420;

    /** How much of the start the upper panel shows. */
    private static final int START_SECONDS = 60;

    private Plot() {}

    /**
     * Writes a PNG.
     *
     * @param warmUpSeconds where the lower panel starts
     */
    static void write(Path file, String title, Trace trace, int warmUpSeconds) throws IOException {
        System.setProperty("java.awt.headless", "true");
        int seconds = trace.errorsNanos().size();
        BufferedImage start = panel(title, "ms", 1e6, trace, 0, Math.min(START_SECONDS, seconds));
        BufferedImage rest =
                panel("after the warm-up", "µs", 1e3, trace, Math.min(warmUpSeconds, seconds - 1), seconds);
        BufferedImage both = new BufferedImage(WIDTH, 2 * HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = both.createGraphics();
        graphics.drawImage(start, 0, 0, null);
        graphics.drawImage(rest, 0, HEIGHT, null);
        graphics.dispose();
        try (var out = Files.newOutputStream(file)) {
            ImageIO.write(both, "png", out);
        }
    }

    private static BufferedImage panel(String title, String unit, double unitNanos, Trace trace, int from, int until) {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .xAxisTitle("seconds")
                .yAxisTitle("served − cluster time, " + unit)
                .build();
        chart.getStyler()
                .setChartBackgroundColor(Color.WHITE)
                .setLegendPosition(LegendPosition.OutsideE)
                .setAntiAlias(true);
        double[] x = IntStream.range(from, until).mapToDouble(i -> i + 1.0).toArray();
        for (int slave = 0; slave < trace.slaves().size(); slave++) {
            int column = slave;
            double[] y = IntStream.range(from, until)
                    .mapToDouble(i -> trace.errorsNanos().get(i)[column] / unitNanos)
                    .toArray();
            if (IntStream.range(0, y.length).anyMatch(i -> Double.isFinite(y[i]))) {
                chart.addSeries(trace.slaves().get(slave), x, y).setMarker(SeriesMarkers.NONE);
            }
        }
        return BitmapEncoder.getBufferedImage(chart);
    }
}
