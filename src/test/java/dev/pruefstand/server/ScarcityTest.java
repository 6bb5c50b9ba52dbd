package dev.pruefstand.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pruefstand.server.ServerProcess.Task;
import dev.pruefstand.strategy.Strategy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Servers in a process that has few descriptors, and the memory that their lives cost. */
@ParameterizedClass
@EnumSource
@Timeout(60)
class ScarcityTest {
  /** The JVM keeps one for each jar of the tests' class path, which are up to a hundred. */
  private static final int DESCRIPTORS = 200;

  private static final int CLIENTS = 250;
  private static final int ENOUGH_DESCRIPTORS = 1000;
  private static final long MOST_KILOBYTES = 12 * 1024;
  private static final Duration OBSERVED = Duration.ofMillis(500);

  @Parameter Strategy strategy;

  @BeforeEach
  void needsProc() {
    assumeTrue(Files.exists(Path.of("/proc/self/status")), "memory is read in /proc");
    assumeTrue(strategy.unavailability().isEmpty(), () -> strategy.unavailability().orElse(""));
  }

  @Test
  void withoutDescriptorsLeftOthersAreServedAndThoseWhoWaitAreServedLater() throws Exception {
    Contender.mustServeSeveralAtOnce(strategy, "one is served while others wait");
    List<RawClient> clients = new ArrayList<>();
    try (var process = new ServerProcess(strategy, Task.SERVE, DESCRIPTORS)) {
      var address = process.address();
      for (int i = 0; i < CLIENTS; i++) {
        clients.add(new RawClient(address, OptionalInt.empty()));
        clients.getLast().get("page.html");
        if (i == 0) {
          // Once in peace: what is loaded for a first answer needs descriptors, too.
          assertPage(clients.getFirst());
          clients.getFirst().get("page.html");
        }
      }
      assertPage(clients.getFirst());
      assertNoSpinning(process);
      for (int i = 0; i < 20; i++) {
        clients.getFirst().get("page.html");
        assertPage(clients.getFirst());
      }
      assertTrue(clients.getLast().available() == 0, "expected descriptors to be scarce");
      for (int i = 1; i < CLIENTS; i++) {
        assertPage(clients.get(i));
        clients.get(i).close();
      }
      clients.getFirst().get("page.html");
      assertPage(clients.getFirst());
      process.stop();
    } finally {
      for (RawClient client : clients) {
        client.close();
      }
    }
  }

  private static void assertPage(RawClient client) throws IOException {
    assertArrayEquals(TestSite.file("page.html"), client.answer().body());
  }

  private static void assertNoSpinning(ServerProcess process) {
    Duration before = process.cpu();
    long end = System.nanoTime() + OBSERVED.toNanos();
    while (System.nanoTime() - end < 0) {
      LockSupport.parkNanos(end - System.nanoTime());
    }
    Duration spent = process.cpu().minus(before);
    assertTrue(
        spent.compareTo(OBSERVED.dividedBy(4)) < 0, "expected it to wait, but it took " + spent);
  }

  @Test
  void manyLivesGiveTheirMemoryBack() throws Exception {
    try (var process = new ServerProcess(strategy, Task.LIVE_AND_DIE, ENOUGH_DESCRIPTORS)) {
      long grown = process.number();
      assertTrue(grown < MOST_KILOBYTES, "grown by " + grown + " kB");
      process.stop();
    }
  }
}
