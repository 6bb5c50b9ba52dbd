package dev.pruefstand.chart;

import dev.pruefstand.analysis.Summary;
import java.util.Optional;

/** What a request costs the server's processor: the ledger behind the throughput. */
final class Cost {
  private Cost() {}

  static Optional<Slide> slide(Measured all) {
    Measured measured =
        all.usual()
            .keepAlive()
            .where(s -> s.serverCpuMicros().estimate() > 0)
            .atSharedConnections();
    if (measured.all().isEmpty()) {
      return Optional.empty();
    }
    var panels =
        ResourcePanels.of(
            measured,
            new ResourcePanels.Figure("µs per request", Summary::serverCpuMicros, false),
            all.palette());
    return Optional.of(
        new Slide(
            "cpu",
            "What does a request cost?",
            "CPU time of the server, JIT and GC included, over %s. Less is better."
                    .formatted(Conditions.keepAlive(measured.all().getFirst().scenario()))
                + panels.ownAxes(),
            Failures.note(measured),
            panels));
  }
}
