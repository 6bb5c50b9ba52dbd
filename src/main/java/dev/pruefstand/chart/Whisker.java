package dev.pruefstand.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;

/** The two ends of an interval. XChart's own error bars are hairlines and always symmetric. */
final class Whisker {
  private static final BasicStroke STROKE = new BasicStroke(1.8f);
  private static final double CAP = 6.5;

  private Whisker() {}

  static void vertical(Graphics2D g, Color ink, double x, double low, double high) {
    begin(g, ink);
    g.draw(new Line2D.Double(x, low, x, high));
    g.draw(new Line2D.Double(x - CAP, low, x + CAP, low));
    g.draw(new Line2D.Double(x - CAP, high, x + CAP, high));
  }

  static void horizontal(Graphics2D g, Color ink, double y, double low, double high) {
    begin(g, ink);
    g.draw(new Line2D.Double(low, y, high, y));
    g.draw(new Line2D.Double(low, y - CAP, low, y + CAP));
    g.draw(new Line2D.Double(high, y - CAP, high, y + CAP));
  }

  private static void begin(Graphics2D g, Color ink) {
    g.setColor(ink);
    g.setStroke(STROKE);
  }
}
