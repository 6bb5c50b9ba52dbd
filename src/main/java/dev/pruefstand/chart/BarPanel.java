package dev.pruefstand.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Horizontal bars from zero with whiskers and their figures: names stay readable however long they
 * are. There is no grid, because every bar says its value.
 *
 * @param heading what this panel shows; may be empty
 * @param detail behind the heading, lighter
 * @param rows the labels, none where a panel to the left has them
 * @param thickness of a bar as a share of the distance of two rows
 * @param unit of the values
 */
record BarPanel(
    String heading, String detail, List<Row> rows, List<Bar> bars, double thickness, String unit)
    implements Slide.Content {
  private static final double MAX_PITCH = 98;
  private static final double MAX_BAR = 58;
  private static final int HEADING_HEIGHT = 28;
  private static final int AXIS_HEIGHT = 46;
  private static final double GAP = 10;

  /** A label left of the bars. */
  record Row(double row, String label, Color ink) {}

  /** The room that labels need left of the bars. */
  static double labelWidth(List<Row> rows) {
    return rows.stream()
        .mapToDouble(r -> Text.width(r.label(), Typeface.LABEL) + GAP)
        .max()
        .orElse(0);
  }

  @Override
  public void paint(Graphics2D g, Rectangle2D area) {
    double left = area.getX() + labelWidth(rows);
    double top = area.getY() + (heading.isEmpty() ? 0 : HEADING_HEIGHT);
    int width = (int) (area.getMaxX() - left);
    int height = (int) Math.min(area.getMaxY() - AXIS_HEIGHT - top, (lastRow() + 1) * MAX_PITCH);
    XYChart chart = chart(width, height);
    g.translate(left, top);
    chart.paint(g, width, height);
    double zero = chart.getScreenXFromChart(0);
    paintHeading(g, zero, width - zero);
    paintAxis(g, chart, zero, height);
    for (Bar bar : bars) {
      paintFigure(g, chart, bar);
    }
    for (Row row : rows) {
      double base = chart.getScreenYFromChart(-row.row()) + Text.centreToBase(Typeface.LABEL);
      Text.right(g, row.label(), Typeface.LABEL, row.ink(), zero - GAP, base);
    }
    g.translate(-left, -top);
  }

  private double lastRow() {
    return bars.stream().mapToDouble(Bar::row).max().orElse(0);
  }

  private XYChart chart(int width, int height) {
    XYChart chart = Look.chart(width, height);
    double pitch = height * Look.CONTENT / (lastRow() + 1);
    var end =
        new BasicStroke(
            (float) Math.min(MAX_BAR, thickness * pitch),
            BasicStroke.CAP_BUTT,
            BasicStroke.JOIN_MITER);
    for (Bar bar : bars) {
      // A bar is a broad line: XChart's bar charts cannot give each its own colour and place.
      XYSeries series =
          chart.addSeries(
              "bar " + chart.getSeriesCollection().size(),
              new double[] {0, bar.value().estimate()},
              new double[] {-bar.row(), -bar.row()});
      series.setMarker(SeriesMarkers.NONE);
      series.setLineColor(bar.colour());
      series.setLineStyle(end);
    }
    var styler = chart.getStyler();
    styler.setPlotGridLinesVisible(false);
    styler.setAxisTicksVisible(false);
    styler.setXAxisMin(0.0);
    styler.setXAxisMax(end(width));
    styler.setYAxisMin(-lastRow() - 0.5);
    styler.setYAxisMax(0.5);
    return chart;
  }

  /** The value at the right edge: as small as the texts behind the bars allow. */
  private double end(int width) {
    double plot = width * Look.CONTENT;
    double end =
        bars.stream()
            .mapToDouble(
                b -> b.value().high() * plot / Math.max(plot / 4, plot - b.textWidth() - GAP))
            .max()
            .orElse(0);
    return end > 0 ? end : 1;
  }

  private void paintHeading(Graphics2D g, double x, double width) {
    double base = -13;
    Text.left(g, heading, Typeface.HEADING, Palette.TEXT, x, base);
    double used = Text.width(heading, Typeface.HEADING) + GAP;
    String fitted = Text.fitted(detail, Typeface.AXIS, width - used);
    Text.left(g, fitted, Typeface.AXIS, Palette.MUTED, x + used, base);
  }

  private void paintAxis(Graphics2D g, XYChart chart, double zero, int height) {
    g.setColor(Palette.BASELINE);
    g.setStroke(new BasicStroke(1.5f));
    g.draw(new Line2D.Double(zero, 0, zero, height));
    double end = chart.getStyler().getXAxisMax();
    double step = step(end, chart.getScreenXFromChart(end) - zero);
    for (int i = 0; i * step <= end; i++) {
      double x = chart.getScreenXFromChart(i * step);
      String label = Numbers.plain(i * step);
      if (x + Text.width(label, Typeface.AXIS) / 2 <= chart.getWidth()) {
        g.setColor(Palette.BASELINE);
        g.draw(new Line2D.Double(x, height, x, height + 5));
        Text.centre(g, label, Typeface.AXIS, Palette.MUTED, x, height + 20);
      }
    }
    Text.left(g, unit, Typeface.AXIS, Palette.MUTED, zero, height + AXIS_HEIGHT - 6);
  }

  /** The smallest of 1, 2, 5, 10, … whose labels do not touch. */
  private static double step(double end, double width) {
    double room = Text.width(Numbers.plain(Numbers.stepDown(end)), Typeface.AXIS) + 16;
    return Numbers.stepUp(end * Math.min(1, room / width));
  }

  private static void paintFigure(Graphics2D g, XYChart chart, Bar bar) {
    double y = chart.getScreenYFromChart(-bar.row());
    double low = chart.getScreenXFromChart(Math.max(0, bar.value().low()));
    double high = chart.getScreenXFromChart(bar.value().high());
    if (!bar.isMissing()) {
      Whisker.horizontal(g, Palette.TEXT, y, low, high);
    }
    double base = y + Text.centreToBase(Typeface.LABEL);
    double x = high + Bar.GAP;
    Text.left(g, bar.figure(), Typeface.LABEL, Palette.TEXT, x, base);
    double behind = x + Text.width(bar.figure(), Typeface.LABEL) + Bar.GAP;
    Text.left(g, bar.remark(), Typeface.AXIS, Palette.MUTED, behind, base);
  }
}
