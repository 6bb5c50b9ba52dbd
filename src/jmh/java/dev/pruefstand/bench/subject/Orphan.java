package dev.pruefstand.bench.subject;

import java.time.Duration;
import java.util.Optional;

/**
 * Ends this process when the one that started it has gone: a fork of JMH would go on to the end of
 * its benchmark, and its server with it, for nobody.
 */
public final class Orphan {
  private static final int EXIT_CODE = 1;

  /** How often it is looked: what ends in a row ends within a second. */
  private static final Duration LOOK = Duration.ofMillis(200);

  private Orphan() {}

  /**
   * From now on; to be called first of all. Who has lost its parent gets another one. Does nothing
   * where the system does not tell who started this process.
   */
  public static void endsWithItsParent() {
    parent()
        .ifPresent(
            pid -> Thread.ofPlatform().daemon().name("orphan-watch").start(() -> watch(pid)));
  }

  private static Optional<Long> parent() {
    return ProcessHandle.current().parent().map(ProcessHandle::pid);
  }

  private static void watch(long expected) {
    try {
      while (parent().filter(pid -> pid == expected).isPresent()) {
        Thread.sleep(LOOK);
      }
    } catch (InterruptedException ended) {
      return;
    }
    Runtime.getRuntime().halt(EXIT_CODE);
  }
}
