package dev.pruefstand.chart;

import dev.pruefstand.trial.Contender;
import dev.pruefstand.trial.Scenario;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Throughput over the number of connections. */
final class MoreClients {
  private MoreClients() {}

  static Optional<Slide> slide(Measured all) {
    Measured measured =
        Measured.best(
            all.usual().keepAlive().groups(s -> s.scenario().resource()),
            resource -> connections(resource).size());
    List<Integer> connections = connections(measured);
    // A strategy that was measured once has no line, and nothing to say here.
    List<Line> lines =
        measured.groups(s -> s.contender().strategy()).stream()
            .filter(strategy -> connections(strategy).size() > 1)
            .map(strategy -> line(strategy, all.palette()))
            .toList();
    if (lines.isEmpty()) {
      return Optional.empty();
    }
    Scenario scenario = measured.all().getFirst().scenario();
    return Optional.of(
        new Slide(
            "connections",
            "What happens when more clients come?",
            scenario.resource() + " over keep-alive connections, closed loop.",
            Failures.note(measured),
            new LinePlot(
                lines,
                connections.stream().map(n -> new LinePlot.Tick(n, Numbers.plain(n))).toList(),
                "connections at the same time",
                Throughput.axis(lines))));
  }

  private static List<Integer> connections(Measured measured) {
    return measured.all().stream()
        .map(s -> s.scenario().connections())
        .distinct()
        .sorted()
        .toList();
  }

  private static Line line(Measured strategy, Palette palette) {
    Contender contender = strategy.all().getFirst().contender();
    return new Line(
        contender.label() + Failures.mark(strategy.all()),
        palette.colour(contender.strategy()),
        Line.Kind.POINTS,
        strategy.all().stream()
            .sorted(Comparator.comparingInt(s -> s.scenario().connections()))
            .map(s -> new Line.Point(s.scenario().connections(), s.requestsPerSecond()))
            .toList());
  }
}
