package dev.pruefstand.chart;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingDouble;

import dev.pruefstand.analysis.Summary;
import dev.pruefstand.trial.Contender;
import dev.pruefstand.trial.Group;
import dev.pruefstand.trial.Scenario;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Connections that are kept alive beside connections that carry a single request. */
final class ConnectionPerRequest {
  /** Rows from one contender to the next: two bars, and a gap that shows which belong together. */
  private static final double GROUP = 2.7;

  private static final double BAR = 0.84;

  private ConnectionPerRequest() {}

  static Optional<Slide> slide(Measured all) {
    return slide(
        all.where(s -> s.contender().group() != Group.PEERS),
        "one-connection-per-request",
        "What does a connection per request cost?",
        all.palette());
  }

  /** Twice as many bars would be too thin to read: peers have a picture of their own. */
  static Optional<Slide> ofPeers(Measured all) {
    return slide(
        all.where(s -> s.contender().group() == Group.PEERS),
        "peers-one-connection-per-request",
        "And for the servers people use?",
        all.palette());
  }

  private static Optional<Slide> slide(Measured all, String name, String title, Palette palette) {
    Measured measured =
        Measured.best(all.usual().scenarios(), scenario -> bothWays(scenario).size());
    List<Measured> contenders = bothWays(measured);
    if (contenders.isEmpty()) {
      return Optional.empty();
    }
    var rows = new ArrayList<BarPanel.Row>();
    var bars = new ArrayList<Bar>();
    for (Measured both : contenders) {
      Contender contender = both.all().getFirst().contender();
      double top = GROUP * rows.size();
      rows.add(new BarPanel.Row(top + 0.5, contender.label(), palette.ink(contender.family())));
      both.all().forEach(summary -> bars.add(bar(summary, top, palette)));
    }
    Scenario scenario = measured.all().getFirst().scenario();
    return Optional.of(
        new Slide(
            name,
            title,
            "%s over %s at the same time, closed loop: kept alive, or a new one for every request."
                .formatted(scenario.resource(), Conditions.connections(scenario)),
            Failures.note(
                measured.where(s -> contenders.stream().anyMatch(c -> c.all().contains(s)))),
            new BarPanel("", "", rows, bars, BAR, "requests/s")));
  }

  /** Who was measured both ways; the fastest with connections kept alive stands on top. */
  private static List<Measured> bothWays(Measured measured) {
    Comparator<Measured> slower =
        comparingDouble(
            (Measured both) ->
                both.all().stream()
                    .max(comparing(s -> s.scenario().keepAlive()))
                    .map(s -> s.requestsPerSecond().estimate())
                    .orElse(0.0));
    return measured.groups(s -> s.contender().label()).stream()
        .filter(
            both -> both.all().stream().map(s -> s.scenario().keepAlive()).distinct().count() == 2)
        .sorted(slower.reversed())
        .toList();
  }

  private static Bar bar(Summary summary, double top, Palette palette) {
    boolean kept = summary.scenario().keepAlive();
    var colour = palette.colour(summary.contender().family());
    return new Bar(
        kept ? top : top + 1,
        kept ? colour : Palette.tint(colour),
        summary.requestsPerSecond(),
        Numbers.rounded(summary.requestsPerSecond().estimate()) + Failures.mark(summary),
        kept ? "kept alive" : "one per request");
  }
}
