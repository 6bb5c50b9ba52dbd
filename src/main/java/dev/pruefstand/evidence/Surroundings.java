package dev.pruefstand.evidence;

import dev.pruefstand.analysis.LoadFigures.Machine;
import dev.pruefstand.analysis.LoadFigures.Told;
import dev.pruefstand.penetrator.LoadPlan;
import dev.pruefstand.penetrator.Target;
import dev.pruefstand.trial.ListeningProcess;
import java.net.ConnectException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the server and the machine tell before a run, to be compared with what they tell after. */
public final class Surroundings {
  private final Target target;
  private final boolean asksStatistics;
  private final boolean serverIsHere;
  private final @Nullable Long serverProcess;
  private final Optional<Long> countBefore;
  private final Processors processors;

  private Surroundings(LoadPlan plan) throws ConnectException {
    target = plan.target();
    // These are counted apart.
    asksStatistics =
        plan.asks().stream()
            .map(ask -> ask.target().path())
            .anyMatch(path -> path.startsWith("/stats") || path.startsWith("/metrics"));
    serverIsHere = ListeningProcess.isHere(target.address());
    serverProcess =
        serverIsHere ? ListeningProcess.on(target.address().getPort()).orElse(null) : null;
    countBefore = ServerCount.ask(target.address(), target.host(), plan.timeout());
    processors = Processors.now(serverProcess);
  }

  /**
   * What they tell now.
   *
   * @throws ConnectException if there is no server; one clear line
   */
  public static Surroundings before(LoadPlan plan) throws ConnectException {
    return new Surroundings(plan);
  }

  private Optional<Long> countAfter() {
    try {
      return ServerCount.ask(target.address(), target.host(), Duration.ofSeconds(1));
    } catch (ConnectException gone) {
      return Optional.empty();
    }
  }

  /** What else the machine did since; to be asked at once, when the run is over. */
  public Machine machine() {
    return serverIsHere && serverProcess == null
        ? new Machine(null, 0, "which process is the server's could not be found out")
        : processors.since();
  }

  /** How many requests the server has counted since. */
  public Told server() {
    if (asksStatistics) {
      return new Told(null, "the server counts requests for its statistics apart");
    }
    if (countBefore.isEmpty()) {
      return new Told(null, "the server keeps no statistics");
    }
    return countAfter()
        .map(now -> new Told(now - countBefore.get(), ""))
        .orElseGet(() -> new Told(null, "the server did not tell its statistics afterwards"));
  }
}
