package dev.pruefstand.chart;

import dev.pruefstand.trial.AccuracyRun;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Theory as a line and measured percentiles as dots, a panel for each server that is known. */
final class Accuracy {
  private static final Color THEORY = Palette.tint(Palette.TEXT);
  private static final Color MEASURED = new Color(0x4477AA);
  private static final double NANOS_PER_MILLI = 1e6;
  private static final double NANOS_PER_MICRO = 1e3;

  /** The room that is left above the highest and below the lowest value, as a factor. */
  private static final double ROOM = 1.3;

  private Accuracy() {}

  static Optional<Slide> slide(List<AccuracyRun> runs) {
    List<AccuracyRun> drawn =
        runs.stream()
            .filter(run -> !run.percentiles().isEmpty() && isLike(run, runs.getFirst()))
            .limit(Grid.MOST)
            .toList();
    if (drawn.isEmpty()) {
      return Optional.empty();
    }
    double worst =
        drawn.stream()
            .flatMap(run -> run.percentiles().stream())
            .mapToDouble(each -> Math.abs(each.errorNanos()))
            .max()
            .orElse(0);
    return Optional.of(
        new Slide(
            "accuracy",
            "Every percentile lies within " + Numbers.time(up(worst)) + " of the truth",
            "How exact is the load generator? Response times and their errors, in milliseconds.",
            "Open loop, runs of %d s against servers of known behaviour"
                .formatted(drawn.getFirst().seconds()),
            new Grid(drawn.stream().map(Accuracy::panel).toList())));
  }

  /** A slide shows runs of one kind: what it says of all has to hold for what it shows. */
  private static boolean isLike(AccuracyRun run, AccuracyRun first) {
    return run.seconds() == first.seconds() && run.spin() == first.spin();
  }

  /** Rounded up to two digits: what is said of all must hold for the worst. */
  private static double up(double nanos) {
    if (nanos <= 0) {
      return NANOS_PER_MICRO;
    }
    double digit = Math.max(1, Math.pow(10, Math.floor(Math.log10(nanos)) - 1));
    return digit * Math.ceil(nanos / digit - 1e-9);
  }

  private static Panel panel(AccuracyRun run) {
    var ticks = new ArrayList<LinePlot.Tick>();
    var line = new ArrayList<Trace.Spot>();
    var marks = new ArrayList<Trace.Mark>();
    ValueAxis axis = axis(run);
    for (AccuracyRun.Percentile each : run.percentiles()) {
      int x = ticks.size();
      ticks.add(
          new LinePlot.Tick(
              x, each.quantile() == 1 ? "max" : Numbers.plain(100 * each.quantile())));
      line.add(new Trace.Spot(x, each.theoryNanos()));
      marks.add(new Trace.Mark(x, each.measuredNanos(), Trace.Shape.DOT, error(each.errorNanos())));
    }
    String name = run.server() + (run.spin() ? ", spinning" : "");
    return new Panel(
        name,
        run.behaviour(),
        ticks,
        -0.5,
        ticks.size() - 0.5,
        axis,
        Double.NaN,
        List.of(new Trace(THEORY, line, List.of()), new Trace(MEASURED, List.of(), marks)));
  }

  private static ValueAxis axis(AccuracyRun run) {
    double[] values =
        run.percentiles().stream()
            .flatMap(each -> Stream.of(each.theoryNanos(), each.measuredNanos()))
            .filter(nanos -> nanos >= NANOS_PER_MICRO)
            .mapToDouble(nanos -> nanos)
            .sorted()
            .toArray();
    double lowest = values.length == 0 ? NANOS_PER_MICRO : values[0];
    double highest = values.length == 0 ? NANOS_PER_MILLI : values[values.length - 1];
    return ValueAxis.logarithmic(
        "response time",
        lowest / ROOM,
        highest * ROOM,
        nanos -> Numbers.plain(nanos / NANOS_PER_MILLI));
  }

  /** Milliseconds, {@code +0.05}: as many digits as there is room for. */
  private static String error(double nanos) {
    double millis = nanos / NANOS_PER_MILLI;
    double size = Math.abs(millis);
    String pattern = size < 9.995 ? "%+.2f" : size < 99.95 ? "%+.1f" : "%+.0f";
    return String.format(Locale.ROOT, pattern, millis);
  }

  /** Panels in rows of three; the place that is left says how to read them. */
  private record Grid(List<Panel> panels) implements Slide.Content {
    private static final int MOST = 6;
    private static final int COLUMNS = 3;
    private static final double GAP = 26;
    private static final double ROW_GAP = 12;
    private static final double KEY = 54;

    @Override
    public void paint(Graphics2D g, Rectangle2D area) {
      int columns = Math.min(COLUMNS, panels.size());
      int rows = (panels.size() + columns - 1) / columns;
      double left = panels.stream().mapToDouble(p -> Panel.labelWidth(p.values())).max().orElse(0);
      double cell = (area.getWidth() - GAP * (columns - 1)) / columns;
      double row = (area.getHeight() - ROW_GAP * (rows - 1)) / rows;
      for (int i = 0; i < panels.size(); i++) {
        int line = i / columns;
        double x = area.getX() + i % columns * (cell + GAP);
        double y = area.getY() + line * (row + ROW_GAP);
        var plot =
            new Rectangle2D.Double(
                x + left,
                y + Panel.HEADER,
                cell - left,
                row - Panel.HEADER - Panel.FOOTER - Panel.TEXTS);
        panels.get(i).paint(g, plot, true);
        double base = plot.getMaxY() + Panel.FOOTER + Panel.TEXTS - 4;
        Text.right(g, "error", Typeface.NOTE, Palette.MUTED, plot.x - 9, base);
      }
      if (panels.size() % columns != 0) {
        double x = area.getX() + panels.size() % columns * (cell + GAP) + left;
        paintKey(g, x, area.getMaxY() - row + Panel.HEADER);
      }
    }

    private static void paintKey(Graphics2D g, double x, double y) {
      var line = new Trace(THEORY, List.of(new Trace.Spot(0, 0), new Trace.Spot(1, 0)), List.of());
      var dot =
          new Trace(MEASURED, List.of(), List.of(new Trace.Mark(0.5, 0, Trace.Shape.DOT, "")));
      paintSample(g, x, y + 10, line, "theory");
      paintSample(g, x, y + 38, dot, "measured");
      Text.left(g, "+0.05", Typeface.NOTE_BOLD, Palette.TEXT, x, y + 70);
      Text.left(g, "measured less theory", Typeface.AXIS, Palette.TEXT, x + KEY, y + 70);
    }

    private static void paintSample(Graphics2D g, double x, double y, Trace trace, String text) {
      Panel.paintSample(g, x, y, trace);
      double base = y + Text.centreToBase(Typeface.AXIS);
      Text.left(g, text, Typeface.AXIS, Palette.TEXT, x + KEY, base);
    }
  }
}
