package dev.pruefstand.chart;

import dev.pruefstand.analysis.Summary;
import dev.pruefstand.trial.Group;
import java.util.List;
import java.util.Optional;

/**
 * What a request costs our strategies and the servers that people really use. CPU time, because
 * requests per second are bounded by the load generator's core where a server is fast.
 */
final class BesidePeers {
  private BesidePeers() {}

  static Optional<Slide> slide(Measured all) {
    Measured measured =
        all
            .usual()
            .keepAlive()
            .smallResource()
            .where(s -> s.serverCpuMicros().estimate() > 0)
            .groups(s -> s.scenario().connections())
            .stream()
            .filter(BesidePeers::hasPeers)
            .reduce((one, other) -> other.all().size() > one.all().size() ? other : one)
            .orElse(new Measured(List.of()));
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
            "peers",
            "What does a request cost beside the servers people use?",
            "CPU time of the server's process over %s. Less is better."
                .formatted(Conditions.keepAlive(measured.all().getFirst().scenario())),
            Failures.note(measured),
            panels));
  }

  private static boolean hasPeers(Measured group) {
    return group.all().stream().anyMatch(s -> s.contender().group() == Group.PEERS);
  }
}
