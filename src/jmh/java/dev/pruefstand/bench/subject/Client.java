package dev.pruefstand.bench.subject;

import dev.pruefstand.os.Affinity;
import dev.pruefstand.trial.Isolation;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/** The process of the load generator: a fork of JMH. */
public final class Client {
  private Client() {}

  /**
   * Keeps it off the server's processors: after the server was started, which would inherit that.
   *
   * @throws IOException if its threads cannot be listed
   */
  public static void settle(Isolation isolation, Cores cores) throws IOException {
    Optional<Affinity> affinity = Affinity.here();
    if (isolation == Isolation.OWN_PROCESS && cores.areDivided() && affinity.isPresent()) {
      affinity.get().pin(ProcessHandle.current().pid(), Set.copyOf(cores.client()));
    }
  }
}
