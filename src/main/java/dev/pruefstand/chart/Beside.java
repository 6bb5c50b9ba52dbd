package dev.pruefstand.chart;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;

/**
 * Two plots beside each other, each under a heading of its own. To be compared by eye, their value
 * axes have to be the same.
 */
record Beside(String leftHeading, LinePlot left, String rightHeading, LinePlot right)
    implements Slide.Content {
  private static final double GAP = 20;
  private static final double HEADER = 26;

  @Override
  public void paint(Graphics2D g, Rectangle2D area) {
    double width = (area.getWidth() - GAP) / 2;
    paint(g, leftHeading, left, area.getX(), width, area);
    paint(g, rightHeading, right, area.getX() + width + GAP, width, area);
  }

  private static void paint(
      Graphics2D g, String heading, LinePlot plot, double x, double width, Rectangle2D area) {
    Text.left(g, heading, Typeface.HEADING, Palette.TEXT, x, area.getY() + HEADER / 2);
    plot.paint(
        g, new Rectangle2D.Double(x, area.getY() + HEADER, width, area.getHeight() - HEADER));
  }
}
