package dev.pruefstand.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pruefstand.os.OpenDescriptors;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What a server could leave behind in this process: descriptors and threads. */
record Remains(long sockets, long pollers, Set<Thread> threads) {
  private static final Pattern WORKER = Pattern.compile("(worker|request|connection)-\\d+");
  private static final Duration WAY_OUT = Duration.ofSeconds(2);

  static Remains now() {
    Set<Thread> threads = new HashSet<>(Thread.getAllStackTraces().keySet());
    threads.removeIf(thread -> !thread.isAlive() || thread.getThreadGroup() == null);
    return new Remains(OpenDescriptors.sockets(), OpenDescriptors.pollers(), threads);
  }

  /** Threads of the group that servers start theirs in; the JVM's own come and go elsewhere. */
  List<String> threadsSince(Remains earlier) {
    return threads.stream()
        .filter(thread -> thread.getThreadGroup() == Thread.currentThread().getThreadGroup())
        .filter(thread -> !earlier.threads.contains(thread))
        .map(Thread::getName)
        .filter(name -> !name.startsWith("junit"))
        .sorted()
        .toList();
  }

  /**
   * Checks that nothing has been added to these since. An executor that is closed has no task left,
   * but its last thread may still be on its way out.
   */
  void assertNothingAdded() {
    for (Thread thread : now().threads) {
      if (WORKER.matcher(thread.getName()).matches() && !threads.contains(thread)) {
        ServerThread.await(thread, WAY_OUT);
      }
    }
    Remains after = now();
    assertEquals(List.of(), after.threadsSince(this));
    assertEquals(sockets, after.sockets, "sockets");
    assertEquals(pollers, after.pollers, "descriptors of pollers");
  }

  /**
   * Waits until nothing is left of what has been added since, with the server still running. A
   * pool's workers come when they are first needed and stay.
   */
  void awaitNothingAddedButWorkers() throws IOException {
    Await.until(
        "no thread",
        () -> now().threadsSince(this).stream().filter(name -> !name.startsWith("worker-")).count(),
        threads -> threads == 0);
    Await.until("no socket", OpenDescriptors::sockets, count -> count == sockets);
    Await.until("no poller", OpenDescriptors::pollers, count -> count == pollers);
  }
}
