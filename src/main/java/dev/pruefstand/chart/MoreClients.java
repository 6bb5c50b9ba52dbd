package dev.pruefstand.chart;

import dev.pruefstand.trial.Contender;
import dev.pruefstand.trial.Group;
import dev.pruefstand.trial.Scenario;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Throughput over the number of connections: of ours, and of them beside the peers. */
final class MoreClients {
  private MoreClients() {}

  static Optional<Slide> slide(Measured all) {
    Measured measured = measured(all);
    List<Line> lines = lines(measured, all.palette());
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
            plot(lines, measured, Throughput.axis(lines))));
  }

  /** Fifteen lines in one plot would hide each other: peers have one of their own. */
  static Optional<Slide> besidePeers(Measured all) {
    Measured measured = measured(all);
    Measured peers = measured.where(s -> s.contender().group() == Group.PEERS);
    Measured others = measured.where(s -> s.contender().group() != Group.PEERS);
    List<Line> right = lines(peers, all.palette());
    List<Line> left = lines(others, all.palette());
    if (right.isEmpty() || left.isEmpty()) {
      return Optional.empty();
    }
    ValueAxis axis = Throughput.axis(Stream.concat(left.stream(), right.stream()).toList());
    Scenario scenario = measured.all().getFirst().scenario();
    return Optional.of(
        new Slide(
            "peers-connections",
            "More clients, beside the servers people use?",
            scenario.resource() + " over keep-alive connections, closed loop.",
            Failures.note(measured),
            new Beside(
                "one code base",
                plot(left, measured, axis),
                "servers people use",
                plot(right, measured, axis))));
  }

  /** Of one resource: that which was asked for over most numbers of connections. */
  private static Measured measured(Measured all) {
    return Measured.best(
        all.usual().keepAlive().groups(s -> s.scenario().resource()),
        resource -> connections(resource).size());
  }

  /** A strategy that was measured once has no line, and nothing to say here. */
  private static List<Line> lines(Measured measured, Palette palette) {
    return measured.groups(s -> s.contender().family()).stream()
        .filter(strategy -> connections(strategy).size() > 1)
        .map(strategy -> line(strategy, palette))
        .toList();
  }

  private static LinePlot plot(List<Line> lines, Measured measured, ValueAxis axis) {
    return new LinePlot(
        lines,
        connections(measured).stream().map(n -> new LinePlot.Tick(n, Numbers.plain(n))).toList(),
        "connections at the same time",
        axis);
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
        palette.colour(contender.family()),
        Line.Kind.POINTS,
        strategy.all().stream()
            .sorted(Comparator.comparingInt(s -> s.scenario().connections()))
            .map(s -> new Line.Point(s.scenario().connections(), s.requestsPerSecond()))
            .toList());
  }
}
