package dev.pruefstand.chart;

import dev.pruefstand.analysis.Interval;
import dev.pruefstand.trial.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/**
 * The service time by percentile, on HdrHistogram's axis: 1/(1−p) on a logarithmic scale gives
 * every further nine the same room, because the tail is what users remember.
 */
final class ServiceTime {
  private static final int POINTS_PER_DECADE = 24;

  /** 50 % to 99.99 %, as 1/(1−p). */
  private static final double FIRST = 2;

  private static final double LAST = 10_000;

  /** A percentile with fewer slower requests than this is an anecdote. */
  private static final long BEYOND = 10;

  private ServiceTime() {}

  static Optional<Slide> slide(Measured all) {
    Measured measured =
        all.usual()
            .keepAlive()
            .atSharedConnections()
            .smallResource()
            .where(s -> last(s.serviceNanos()) >= 10);
    if (measured.all().isEmpty()) {
      return Optional.empty();
    }
    Palette palette = all.palette();
    List<Line> lines =
        measured.all().stream()
            .map(
                s ->
                    new Line(
                        s.contender().label() + Failures.mark(s),
                        palette.colour(s.contender().family()),
                        Line.Kind.CURVE,
                        points(s.serviceNanos())))
            .toList();
    double last =
        measured.all().stream().mapToDouble(s -> last(s.serviceNanos())).max().getAsDouble();
    Scenario scenario = measured.all().getFirst().scenario();
    return Optional.of(
        new Slide(
            "latency",
            "How long does a request take?",
            "%s over %s. Closed loop: service time, not response time."
                .formatted(scenario.resource(), Conditions.keepAlive(scenario)),
            Failures.mark(measured.all()).isEmpty() ? "" : "* some requests failed",
            new LinePlot(
                lines,
                ticks(last),
                "percentile of requests, the slowest on the right",
                axis(lines))));
  }

  /** The last of 90 %, 99 %, … that enough requests lie beyond. */
  private static double last(Histogram nanos) {
    double last = 1;
    while (last < LAST && nanos.getTotalCount() >= 10 * last * BEYOND) {
      last *= 10;
    }
    return last;
  }

  private static List<Line.Point> points(Histogram nanos) {
    var points = new ArrayList<Line.Point>();
    double step = Math.pow(10, 1.0 / POINTS_PER_DECADE);
    for (double x = FIRST; x < last(nanos); x *= step) {
      points.add(point(nanos, x));
    }
    points.add(point(nanos, last(nanos)));
    return points;
  }

  private static Line.Point point(Histogram nanos, double x) {
    double value = Math.max(1, nanos.getValueAtPercentile(100 * (1 - 1 / x)));
    return new Line.Point(x, new Interval(value, value, value));
  }

  private static ValueAxis axis(List<Line> lines) {
    var values =
        lines.stream()
            .flatMap(l -> l.points().stream())
            .mapToDouble(p -> p.y().estimate())
            .summaryStatistics();
    String title = "service time";
    return values.getMax() < 8 * values.getMin()
        ? ValueAxis.fromZero(title, values.getMax(), Numbers::time)
        : ValueAxis.logarithmic(title, values.getMin(), values.getMax(), Numbers::time);
  }

  private static List<LinePlot.Tick> ticks(double last) {
    var ticks = new ArrayList<LinePlot.Tick>();
    ticks.add(new LinePlot.Tick(FIRST, "50 %"));
    for (double x = 10; x <= last; x *= 10) {
      ticks.add(new LinePlot.Tick(x, Numbers.plain(100 - 100 / x) + " %"));
    }
    return ticks;
  }
}
