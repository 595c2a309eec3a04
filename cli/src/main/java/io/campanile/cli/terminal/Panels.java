package io.campanile.cli.terminal;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler.LegendPosition;

/** Charts over seconds, one above the other in a picture. Needs no display. */
public final class Panels {

    private static final int WIDTH = 1200;
    private static final int HEIGHT = 420;

    private Panels() {}

    /** An empty chart. */
    public static XYChart chart(String title, String axis) {
        System.setProperty("java.awt.headless", "true");
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .xAxisTitle("seconds")
                .yAxisTitle(axis)
                .build();
        chart.getStyler()
                .setChartBackgroundColor(Color.WHITE)
                .setLegendPosition(LegendPosition.OutsideE)
                .setAntiAlias(true);
        return chart;
    }

    /**
     * Loads what drawing needs. Once a process has been asked to end, the libraries that draw can no longer be: whoever draws at
     * the end calls this at the beginning, and hears then of a system that cannot draw.
     *
     * @throws IOException if nothing can be drawn here
     */
    public static void prepare() throws IOException {
        XYChart nothing = chart("", "");
        nothing.addSeries("nothing", new double[] {0, 1}, new double[] {0, 1});
        png(List.of(nothing));
    }

    /** Writes a PNG of these; a file that is there is not touched before the picture is whole. */
    public static void write(Path file, List<XYChart> charts) throws IOException {
        Files.write(file, png(charts));
    }

    private static byte[] png(List<XYChart> charts) throws IOException {
        BufferedImage picture = new BufferedImage(WIDTH, charts.size() * HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = picture.createGraphics();
        for (int i = 0; i < charts.size(); i++) {
            graphics.drawImage(BitmapEncoder.getBufferedImage(charts.get(i)), 0, i * HEIGHT, null);
        }
        graphics.dispose();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(picture, "png", out);
        return out.toByteArray();
    }
}
