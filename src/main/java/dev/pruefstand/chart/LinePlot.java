package dev.pruefstand.chart;

import dev.pruefstand.analysis.Interval;
import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Lines over a logarithmic x axis, with their names at their ends.
 *
 * @param ticks the labels of the x axis, ascending, from its first to its last value
 */
record LinePlot(List<Line> lines, List<Tick> ticks, String xTitle, ValueAxis values)
    implements Slide.Content {
  private static final int TITLE_HEIGHT = 24;
  private static final int AXIS_HEIGHT = 48;
  private static final int GAP = 4;
  private static final BasicStroke SOLID =
      new BasicStroke(3, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
  private static final BasicStroke DASHED =
      new BasicStroke(2, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {7, 5}, 0);

  /** A value on the x axis and what is written there. */
  record Tick(double x, String label) {}

  @Override
  public void paint(Graphics2D g, Rectangle2D area) {
    double names = EndLabels.width(lines.stream().map(Line::label).toList());
    int width = (int) (area.getWidth() - names);
    int height = (int) (area.getHeight() - TITLE_HEIGHT - AXIS_HEIGHT);
    Text.left(g, values.title(), Typeface.AXIS, Palette.MUTED, area.getX(), area.getY() + 10);

    XYChart chart = chart(width, height);
    layOut(chart, width, height);
    g.translate(area.getX(), area.getY() + TITLE_HEIGHT);
    paintGround(g, chart, width);
    chart.paint(g, width, height);
    paintXAxis(g, chart, width, height);
    for (Line line : lines) {
      if (line.kind() == Line.Kind.POINTS) {
        line.points().forEach(point -> paintWhisker(g, chart, line, point));
      }
    }
    paintNames(g, chart, height);
    g.translate(-area.getX(), -area.getY() - TITLE_HEIGHT);
  }

  /** XChart knows where a value lies only once it has painted; what lies below comes first. */
  private static void layOut(XYChart chart, int width, int height) {
    Graphics2D nowhere = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
    chart.paint(nowhere, width, height);
    nowhere.dispose();
  }

  private void paintGround(Graphics2D g, XYChart chart, int width) {
    double left = chart.getYAxisLeftWidth();
    g.setColor(Palette.GRID);
    g.setStroke(new BasicStroke(1));
    for (double value : values.rules()) {
      double y = y(chart, value);
      g.draw(new Line2D.Double(left, y, width, y));
    }
    for (Line line : lines) {
      if (line.kind() == Line.Kind.REFERENCE) {
        Interval level = line.points().getFirst().y();
        double top = y(chart, level.high());
        g.setColor(Palette.veil(line.colour()));
        g.fill(new Rectangle2D.Double(left, top, width - left, y(chart, level.low()) - top));
      }
    }
  }

  private XYChart chart(int width, int height) {
    XYChart chart = Look.chart(width, height);
    for (Line line : lines) {
      XYSeries series =
          chart.addSeries(
              line.label(),
              line.points().stream().mapToDouble(Line.Point::x).toArray(),
              line.points().stream().mapToDouble(p -> p.y().estimate()).toArray());
      series.setLineColor(line.colour());
      boolean dashed = line.kind() == Line.Kind.REFERENCE || line.kind() == Line.Kind.LEVEL;
      series.setLineStyle(dashed ? DASHED : SOLID);
      series.setMarkerColor(line.colour());
      series.setMarker(line.kind() == Line.Kind.POINTS ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
    }
    var styler = chart.getStyler();
    styler.setMarkerSize(8);
    styler.setPlotGridVerticalLinesVisible(false);
    styler.setXAxisTicksVisible(false);
    styler.setXAxisLogarithmic(true);
    styler.setXAxisMin(ticks.getFirst().x());
    styler.setXAxisMax(ticks.getLast().x());
    values.style(styler);
    return chart;
  }

  private void paintXAxis(Graphics2D g, XYChart chart, int width, int height) {
    double left = chart.getYAxisLeftWidth();
    double floor = chart.getScreenYFromChart(values.min());
    g.setColor(Palette.BASELINE);
    g.setStroke(new BasicStroke(1.5f));
    g.draw(new Line2D.Double(left, floor, width, floor));
    double free = Double.NEGATIVE_INFINITY;
    for (Tick tick : ticks) {
      double x = chart.getScreenXFromChart(tick.x());
      double half = Text.width(tick.label(), Typeface.AXIS) / 2;
      if (x - half > free) {
        g.setColor(Palette.BASELINE);
        g.draw(new Line2D.Double(x, floor, x, floor + 5));
        Text.centre(g, tick.label(), Typeface.AXIS, Palette.MUTED, x, height + 17);
        free = x + half + 6;
      }
    }
    Text.centre(g, xTitle, Typeface.AXIS, Palette.MUTED, (left + width) / 2, height + 40);
  }

  private void paintWhisker(Graphics2D g, XYChart chart, Line line, Line.Point point) {
    Whisker.vertical(
        g,
        Palette.ink(line.colour()),
        chart.getScreenXFromChart(point.x()),
        y(chart, point.y().low()),
        y(chart, point.y().high()));
  }

  /** Values outside the axis would come back as its middle: see {@code Axis_Y.getScreenValue}. */
  private double y(XYChart chart, double value) {
    return chart.getScreenYFromChart(Math.max(values.min(), Math.min(values.max(), value)));
  }

  private void paintNames(Graphics2D g, XYChart chart, int height) {
    var labels = new ArrayList<EndLabels.Label>();
    for (Line line : lines) {
      Line.Point last = line.points().getLast();
      labels.add(
          new EndLabels.Label(
              line.label(),
              Palette.ink(line.colour()),
              chart.getScreenXFromChart(last.x()) + GAP,
              y(chart, last.y().estimate())));
    }
    double end = labels.stream().mapToDouble(EndLabels.Label::x).max().orElse(0);
    EndLabels.paint(g, labels, end, 8, height - 8);
  }
}
