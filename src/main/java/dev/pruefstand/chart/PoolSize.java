package dev.pruefstand.chart;

import dev.pruefstand.analysis.Interval;
import dev.pruefstand.analysis.Summary;
import dev.pruefstand.trial.Contender;
import dev.pruefstand.trial.Scenario;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Throughput over the number of threads, workers or event loops, beside the strategies that have no
 * such setting.
 */
final class PoolSize {
  private static final String POOL = "pool";

  /** More of them lie on top of each other. */
  private static final int MOST_BANDS = 3;

  private PoolSize() {}

  static Optional<Slide> slide(Measured all) {
    Measured measured = Measured.best(all.keepAlive().scenarios(), PoolSize::sizes);
    if (sizes(measured) < 2) {
      return Optional.empty();
    }
    List<Integer> sizes =
        measured.groups(s -> s.contender().family()).stream()
            .filter(strategy -> sizes(strategy) > 1)
            .flatMap(strategy -> strategy.all().stream())
            .map(PoolSize::threads)
            .distinct()
            .sorted()
            .toList();
    long levels =
        measured.groups(s -> s.contender().family()).stream()
            .filter(strategy -> sizes(strategy) == 1)
            .count();
    Line.Kind level = levels > MOST_BANDS ? Line.Kind.LEVEL : Line.Kind.REFERENCE;
    List<Line> lines =
        measured.groups(s -> s.contender().family()).stream()
            .map(strategy -> line(strategy, sizes, all.palette(), level))
            .toList();
    boolean pool =
        measured.groups(s -> s.contender().family()).stream()
            .filter(strategy -> sizes(strategy) > 1)
            .allMatch(strategy -> strategy.all().getFirst().contender().strategy().equals(POOL));
    Scenario scenario = measured.all().getFirst().scenario();
    return Optional.of(
        new Slide(
            "threads",
            pool ? "How many workers does a pool need?" : "How many threads does it take?",
            "%s over %s, closed loop."
                .formatted(scenario.resource(), Conditions.keepAlive(scenario)),
            Failures.note(level == Line.Kind.LEVEL ? "Whiskers" : "Whiskers and bands", measured),
            new LinePlot(
                lines,
                sizes.stream().map(n -> new LinePlot.Tick(n, Numbers.plain(n))).toList(),
                pool ? "worker threads in the pool" : "worker threads in the pool, or event loops",
                Throughput.axis(lines))));
  }

  /** How many sizes of the same strategy were measured. */
  private static long sizes(Measured measured) {
    return measured.groups(s -> s.contender().family()).stream()
        .mapToLong(strategy -> strategy.all().stream().map(Summary::contender).distinct().count())
        .max()
        .orElse(0);
  }

  /** A single event loop is called by its name alone. */
  private static int threads(Summary summary) {
    return Math.max(1, summary.contender().threads());
  }

  private static Line line(
      Measured strategy, List<Integer> sizes, Palette palette, Line.Kind kind) {
    Contender contender = strategy.all().getFirst().contender();
    var colour = palette.colour(contender.family());
    String mark = Failures.mark(strategy.all());
    if (strategy.all().size() > 1) {
      List<Line.Point> points =
          strategy.all().stream()
              .sorted(Comparator.comparingInt(PoolSize::threads))
              .map(s -> new Line.Point(threads(s), s.requestsPerSecond()))
              .toList();
      return new Line(contender.family() + mark, colour, Line.Kind.POINTS, points);
    }
    Interval level = strategy.all().getFirst().requestsPerSecond();
    var ends = new ArrayList<Line.Point>();
    ends.add(new Line.Point(sizes.getFirst(), level));
    ends.add(new Line.Point(sizes.getLast(), level));
    return new Line(contender.label() + mark, colour, kind, ends);
  }
}
