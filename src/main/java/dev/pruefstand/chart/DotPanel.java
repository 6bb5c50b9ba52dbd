package dev.pruefstand.chart;

import dev.pruefstand.analysis.Interval;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.List;

/**
 * A dot per row on a logarithmic axis of bytes, with its interval and its figure: for what differs
 * by more than bars from zero can show.
 *
 * @param rows the labels, one for each dot
 * @param unit of the values
 */
record DotPanel(List<BarPanel.Row> rows, List<Dot> dots, String unit) implements Slide.Content {
  private static final double MAX_PITCH = 60;
  private static final double RADIUS = 7;
  private static final double GAP = 10;
  private static final int AXIS_HEIGHT = 46;

  /** What is less is drawn at the axis' beginning. */
  private static final double LEAST = 1;

  /** Of the width, so that no text pushes all dots to the left. */
  private static final double MOST_FOR_TEXT = 0.6;

  /**
   * A value.
   *
   * @param figure what is written behind it
   * @param remark behind the figure, lighter
   */
  record Dot(Color colour, Interval value, String figure, String remark) {
    private double textWidth() {
      return RADIUS
          + GAP
          + Text.width(figure, Typeface.LABEL)
          + GAP
          + Text.width(remark, Typeface.AXIS);
    }
  }

  /** Where a value lies, in logical pixels from the left. */
  private record Scale(double from, double to, double x, double width) {
    double at(double value) {
      return x + width * Math.log(Math.max(from, value) / from) / Math.log(to / from);
    }
  }

  @Override
  public void paint(Graphics2D g, Rectangle2D area) {
    double left = area.getX() + BarPanel.labelWidth(rows) + RADIUS;
    Scale scale = scale(left, area.getMaxX() - left);
    double height = Math.min(area.getHeight() - AXIS_HEIGHT, MAX_PITCH * dots.size());
    double bottom = area.getY() + height;
    paintAxis(g, scale, area.getY(), bottom);
    for (int i = 0; i < dots.size(); i++) {
      double y = area.getY() + height * (i + 0.5) / dots.size();
      BarPanel.Row row = rows.get(i);
      double base = y + Text.centreToBase(Typeface.LABEL);
      Text.right(g, row.label(), Typeface.LABEL, row.ink(), left - RADIUS - GAP, base);
      paintDot(g, scale, dots.get(i), y);
    }
  }

  /** As short as the texts behind the dots allow. */
  private Scale scale(double x, double width) {
    double lowest = dots.stream().mapToDouble(dot -> dot.value.low()).min().orElse(LEAST);
    double from = Numbers.stepDown(Math.max(LEAST, lowest));
    double decades =
        dots.stream()
            .mapToDouble(
                dot ->
                    Math.log10(Math.max(from, dot.value.high()) / from)
                        / (1 - Math.min(MOST_FOR_TEXT, dot.textWidth() / width)))
            .max()
            .orElse(1);
    return new Scale(from, from * Math.pow(10, Math.max(1, decades)), x, width);
  }

  private void paintAxis(Graphics2D g, Scale scale, double top, double bottom) {
    g.setStroke(new BasicStroke(1));
    double end = Double.NEGATIVE_INFINITY;
    for (double value = scale.from;
        value <= scale.to * 1.001;
        value = Numbers.stepUp(1.5 * value)) {
      double x = scale.at(value);
      g.setColor(Palette.GRID);
      g.draw(new Line2D.Double(x, top, x, bottom));
      String label = Numbers.bytes(Math.round(value));
      double half = Text.width(label, Typeface.AXIS) / 2;
      if (x - half > end && x + half <= scale.x + scale.width) {
        Text.centre(g, label, Typeface.AXIS, Palette.MUTED, x, bottom + 20);
        end = x + half + GAP;
      }
    }
    Text.left(g, unit, Typeface.AXIS, Palette.MUTED, scale.x, bottom + AXIS_HEIGHT - 6);
  }

  private static void paintDot(Graphics2D g, Scale scale, Dot dot, double y) {
    double x = scale.at(dot.value.estimate());
    double high = scale.at(dot.value.high());
    if (dot.value.margin() > 0) {
      Whisker.horizontal(g, Palette.TEXT, y, scale.at(dot.value.low()), high);
    }
    g.setColor(dot.colour);
    g.fill(new Ellipse2D.Double(x - RADIUS, y - RADIUS, 2 * RADIUS, 2 * RADIUS));
    double base = y + Text.centreToBase(Typeface.LABEL);
    double behind = Math.max(x + RADIUS, high) + GAP;
    Text.left(g, dot.figure, Typeface.LABEL, Palette.TEXT, behind, base);
    behind += Text.width(dot.figure, Typeface.LABEL) + GAP;
    Text.left(g, dot.remark, Typeface.AXIS, Palette.MUTED, behind, base);
  }
}
