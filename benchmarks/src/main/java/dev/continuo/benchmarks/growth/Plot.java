// SPDX-License-Identifier: Apache-2.0
package dev.continuo.benchmarks.growth;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import javax.imageio.ImageIO;

/** Lines over two logarithmic axes, each with its name at its end. */
final class Plot {
  private static final int WIDTH = 800;
  private static final int HEIGHT = 480;
  private static final int LEFT = 80;
  private static final int RIGHT = 160;
  private static final int TOP = 50;
  private static final int BOTTOM = 60;
  private static final int LINE = 16;
  private static final Color GRID = new Color(0xDDDDDD);
  private static final Color[] COLOURS = {
    new Color(0x333333),
    new Color(0xD62728),
    new Color(0x1F77B4),
    new Color(0x9467BD),
    new Color(0x2CA02C)
  };

  private final String title;
  private final String xName;
  private final String yName;
  private final Map<String, Map<Integer, Double>> series;
  private final double[] xRange;
  private final double[] yRange;

  static {
    System.setProperty("java.awt.headless", "true");
  }

  /** Draws {@code series}: by name, the values over the sizes. */
  Plot(String title, String xName, String yName, Map<String, Map<Integer, Double>> series) {
    this.title = title;
    this.xName = xName;
    this.yName = yName;
    this.series = series;
    xRange = range(s -> s.keySet().stream().mapToDouble(x -> x).toArray());
    yRange = range(s -> s.values().stream().mapToDouble(y -> y).toArray());
  }

  private interface Values {
    double[] of(Map<Integer, Double> line);
  }

  /** The whole powers of ten around all values, as exponents. */
  private double[] range(Values values) {
    Collection<Map<Integer, Double>> lines = series.values();
    double[] all = lines.stream().flatMapToDouble(l -> Arrays.stream(values.of(l))).toArray();
    double least = Arrays.stream(all).filter(v -> v > 0).min().orElse(1);
    double most = Arrays.stream(all).max().orElse(1);
    double low = Math.floor(Math.log10(least));
    return new double[] {low, Math.max(low + 1, Math.ceil(Math.log10(most)))};
  }

  /** Writes it as PNG. */
  void writeTo(Path file) throws IOException {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, WIDTH, HEIGHT);
    drawAxes(g);
    int i = 0;
    for (var line : series.entrySet()) {
      g.setColor(COLOURS[i % COLOURS.length]);
      drawLine(g, line.getValue());
      g.drawString(line.getKey(), WIDTH - RIGHT + LINE, TOP + LINE * (i + 1));
      i++;
    }
    g.dispose();
    ImageIO.write(image, "png", file.toFile());
  }

  private void drawAxes(Graphics2D g) {
    g.setColor(Color.BLACK);
    g.setFont(g.getFont().deriveFont(Font.BOLD));
    g.drawString(title + ": " + yName + ", over " + xName, LEFT, TOP / 2);
    g.setFont(g.getFont().deriveFont(Font.PLAIN));
    g.drawString(xName, LEFT, HEIGHT - LINE);
    for (double e = xRange[0]; e <= xRange[1]; e++) {
      double x = x(Math.pow(10, e));
      drawGridLine(g, x, TOP, x, HEIGHT - BOTTOM);
      g.drawString(power(e), (float) x - LINE, HEIGHT - BOTTOM + LINE);
    }
    for (double e = yRange[0]; e <= yRange[1]; e++) {
      double y = y(Math.pow(10, e));
      drawGridLine(g, LEFT, y, WIDTH - RIGHT, y);
      g.drawString(power(e), LINE, (float) y + 4);
    }
  }

  private static void drawGridLine(Graphics2D g, double x1, double y1, double x2, double y2) {
    g.setColor(GRID);
    g.drawLine((int) x1, (int) y1, (int) x2, (int) y2);
    g.setColor(Color.BLACK);
  }

  private static String power(double exponent) {
    return String.format(Locale.ROOT, exponent < 0 ? "%.2g" : "%,.0f", Math.pow(10, exponent));
  }

  private void drawLine(Graphics2D g, Map<Integer, Double> values) {
    Path2D path = new Path2D.Double();
    g.setStroke(new BasicStroke(2));
    for (var point : values.entrySet()) {
      if (point.getValue() > 0) {
        double x = x(point.getKey());
        double y = y(point.getValue());
        g.fill(new Ellipse2D.Double(x - 3, y - 3, 6, 6));
        if (path.getCurrentPoint() == null) {
          path.moveTo(x, y);
        } else {
          path.lineTo(x, y);
        }
      }
    }
    g.draw(path);
    g.setStroke(new BasicStroke());
  }

  private double x(double value) {
    return LEFT + share(value, xRange) * (WIDTH - LEFT - RIGHT);
  }

  private double y(double value) {
    return HEIGHT - BOTTOM - share(value, yRange) * (HEIGHT - TOP - BOTTOM);
  }

  private static double share(double value, double[] range) {
    return (Math.log10(value) - range[0]) / (range[1] - range[0]);
  }
}
