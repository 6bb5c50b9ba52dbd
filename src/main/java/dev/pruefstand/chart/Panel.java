package dev.pruefstand.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.List;

/**
 * One of several small plots that stand beside each other. Painted by hand: marks that can be
 * hollow, and plots whose grounds lie exactly where their neighbours' do.
 *
 * @param heading over it, and a {@code detail} in smaller print below
 * @param ticks the labels of the x axis, ascending
 * @param lastX where the linear x axis ends; it begins at {@code firstX}
 * @param limit a value to compare with, drawn as a dashed line; NaN for none
 */
record Panel(
    String heading,
    String detail,
    List<LinePlot.Tick> ticks,
    double firstX,
    double lastX,
    ValueAxis values,
    double limit,
    List<Trace> traces) {
  /** What headings take above the plot, and tick labels below it. */
  static final double HEADER = 44;

  static final double FOOTER = 24;

  /** What the texts of marks take below that, if they have any. */
  static final double TEXTS = 16;

  private static final double HEADER_LINE = 20;
  private static final double RADIUS = 5.5;
  private static final double OUTLINE = 2.5;
  private static final double ARM = 4.5;
  private static final double LABEL_PITCH = 19;
  private static final double LABEL_GAP = 9;
  private static final double SAMPLE = 40;
  private static final BasicStroke SOLID =
      new BasicStroke(3, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
  private static final BasicStroke HALO =
      new BasicStroke((float) (2.5 * OUTLINE), BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
  private static final BasicStroke CROSSED =
      new BasicStroke((float) OUTLINE, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
  private static final BasicStroke DASHED =
      new BasicStroke(2, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {7, 5}, 0);

  Panel {
    ticks = List.copyOf(ticks);
    traces = List.copyOf(traces);
  }

  /** What the labels of a value axis take left of a plot. */
  static double labelWidth(ValueAxis values) {
    return values.rules().stream()
            .mapToDouble(value -> Text.width(values.label().apply(value), Typeface.AXIS))
            .max()
            .orElse(0)
        + LABEL_GAP;
  }

  /**
   * Paints the panel.
   *
   * @param plot the ground of the plot itself; headings go above, labels below and left of it
   * @param labelled whether the value axis has labels here, or only in a neighbour
   */
  void paint(Graphics2D g, Rectangle2D plot, boolean labelled) {
    double top = plot.getY() - HEADER + 14;
    Text.left(g, heading, Typeface.HEADING, Palette.TEXT, plot.getX(), top);
    Text.left(g, detail, Typeface.NOTE, Palette.MUTED, plot.getX(), top + HEADER_LINE);
    paintGround(g, plot, labelled);
    for (Trace trace : traces) {
      paintLine(g, plot, trace);
    }
    // Open marks last: a dot would cover them.
    for (Trace.Shape shape : Trace.Shape.values()) {
      for (Trace trace : traces) {
        trace.marks().stream()
            .filter(mark -> mark.shape() == shape)
            .forEach(mark -> paintMark(g, plot, trace, mark));
      }
    }
    for (Trace trace : traces) {
      paintTexts(g, plot, trace);
    }
  }

  private void paintGround(Graphics2D g, Rectangle2D plot, boolean labelled) {
    for (double value : rules(plot.getHeight())) {
      double y = y(plot, value);
      g.setColor(Palette.GRID);
      g.setStroke(new BasicStroke(1));
      g.draw(new Line2D.Double(plot.getX(), y, plot.getMaxX(), y));
      if (labelled) {
        double base = y + Text.centreToBase(Typeface.AXIS);
        String label = values.label().apply(value);
        Text.right(g, label, Typeface.AXIS, Palette.MUTED, plot.getX() - LABEL_GAP, base);
      }
    }
    g.setColor(Palette.BASELINE);
    if (Double.isFinite(limit)) {
      g.setStroke(DASHED);
      double y = y(plot, limit);
      g.draw(new Line2D.Double(plot.getX(), y, plot.getMaxX(), y));
    }
    g.setStroke(new BasicStroke(1.5f));
    double floor = plot.getMaxY();
    g.draw(new Line2D.Double(plot.getX(), floor, plot.getMaxX(), floor));
    for (LinePlot.Tick tick : ticks) {
      double x = x(plot, tick.x());
      g.setColor(Palette.BASELINE);
      g.draw(new Line2D.Double(x, floor, x, floor + 5));
      Text.centre(g, tick.label(), Typeface.AXIS, Palette.MUTED, x, floor + FOOTER - 4);
    }
  }

  /** Decades only, where 1, 2 and 5 would be too much. */
  private List<Double> rules(double height) {
    List<Double> all = values.rules();
    if (all.size() < 2 || height / (all.size() - 1) >= LABEL_PITCH) {
      return all;
    }
    return all.stream()
        .filter(value -> Math.abs(Math.log10(value) - Math.round(Math.log10(value))) < 1e-6)
        .toList();
  }

  private void paintLine(Graphics2D g, Rectangle2D plot, Trace trace) {
    if (trace.line().size() < 2) {
      return;
    }
    var path = new Path2D.Double();
    for (Trace.Spot spot : trace.line()) {
      double x = x(plot, spot.x());
      double y = y(plot, spot.y());
      if (path.getCurrentPoint() == null) {
        path.moveTo(x, y);
      } else {
        path.lineTo(x, y);
      }
    }
    g.setColor(trace.colour());
    g.setStroke(SOLID);
    g.draw(path);
  }

  private void paintMark(Graphics2D g, Rectangle2D plot, Trace trace, Trace.Mark mark) {
    double x = x(plot, mark.x());
    double y = y(plot, mark.y());
    g.setColor(trace.colour());
    switch (mark.shape()) {
      case DOT -> g.fill(dot(x, y, RADIUS));
      case HOLLOW -> {
        g.setColor(Color.WHITE);
        g.fill(dot(x, y, RADIUS));
        g.setColor(trace.colour());
        g.setStroke(new BasicStroke((float) OUTLINE));
        g.draw(dot(x, y, RADIUS - OUTLINE / 2));
      }
      case CROSS -> {
        var cross = new Path2D.Double(new Line2D.Double(x - ARM, y - ARM, x + ARM, y + ARM));
        cross.append(new Line2D.Double(x - ARM, y + ARM, x + ARM, y - ARM), false);
        g.setColor(Color.WHITE);
        g.setStroke(HALO);
        g.draw(cross);
        g.setColor(trace.colour());
        g.setStroke(CROSSED);
        g.draw(cross);
      }
    }
  }

  private static Shape dot(double x, double y, double radius) {
    return new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius);
  }

  /** In a row of their own, each in the column of its mark, where nothing can cover them. */
  private void paintTexts(Graphics2D g, Rectangle2D plot, Trace trace) {
    double base = plot.getMaxY() + FOOTER + TEXTS - 4;
    for (Trace.Mark mark : trace.marks()) {
      Text.centre(g, mark.text(), Typeface.NOTE_BOLD, Palette.TEXT, x(plot, mark.x()), base);
    }
  }

  /** A trace without its plot, for a key: x from 0 to 1, y is 0. */
  static void paintSample(Graphics2D g, double left, double middle, Trace trace) {
    var axis = new ValueAxis("", 0, 1, false, Numbers::plain);
    var sample = new Panel("", "", List.of(), 0, 1, axis, Double.NaN, List.of(trace));
    var plot = new Rectangle2D.Double(left, middle - 1, SAMPLE, 1);
    sample.paintLine(g, plot, trace);
    trace.marks().forEach(mark -> sample.paintMark(g, plot, trace, mark));
  }

  private double x(Rectangle2D plot, double value) {
    return plot.getX() + plot.getWidth() * (value - firstX) / (lastX - firstX);
  }

  /** Where a value lies; values outside the axis lie at its end. */
  double y(Rectangle2D plot, double value) {
    double inside = Math.max(values.min(), Math.min(values.max(), value));
    double share =
        values.logarithmic()
            ? Math.log(inside / values.min()) / Math.log(values.max() / values.min())
            : (inside - values.min()) / (values.max() - values.min());
    return plot.getMaxY() - share * plot.getHeight();
  }
}
