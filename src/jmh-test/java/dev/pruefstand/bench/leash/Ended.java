package dev.pruefstand.bench.leash;

import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.pruefstand.server.Await;
import java.time.Duration;
import java.util.List;

/** That nobody is left of some processes. */
public final class Ended {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private Ended() {}

  /** Within five seconds; whoever is left then is killed, and the test fails. */
  public static void await(List<ProcessHandle> all) {
    try {
      assertTimeout(
          PATIENCE,
          () ->
              Await.until(
                  "the end of all",
                  () -> all.stream().filter(each -> !Leash.hasEnded(each)).count(),
                  count -> count == 0));
    } finally {
      all.forEach(ProcessHandle::destroyForcibly);
    }
  }
}
