package dev.pruefstand.chart;

import dev.pruefstand.analysis.Summary;
import java.util.Optional;

/** Throughput per resource: who is fastest, and is it the same one for every file? */
final class Fastest {
  private Fastest() {}

  static Optional<Slide> slide(Measured all) {
    Measured measured = all.usual().keepAlive().atSharedConnections();
    if (measured.all().isEmpty()) {
      return Optional.empty();
    }
    var panels =
        ResourcePanels.of(
            measured,
            new ResourcePanels.Figure("requests/s", Summary::requestsPerSecond, true),
            all.palette());
    return Optional.of(
        new Slide(
            "fastest",
            "Who is fastest?",
            "Requests per second over %s, closed loop."
                    .formatted(Conditions.keepAlive(measured.all().getFirst().scenario()))
                + panels.ownAxes(),
            Failures.note(measured),
            panels));
  }
}
