package dev.pruefstand.bench.leash;

import java.io.IOException;
import java.io.OutputStream;
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

  /** What the launcher calls a fork of JMH. */
  private static final String FORK = "org.openjdk.jmh.runner.ForkedMain";

  private Orphan() {}

  /** From now on, and at once; to be called first of all. */
  public static void endsWithItsParent() {
    Runnable end = () -> Runtime.getRuntime().halt(EXIT_CODE);
    whenParentEnds(end);
    if (System.getProperty("sun.java.command", "").startsWith(FORK)) {
      // JMH may have gone while its fork began, which then has taken another parent for its own.
      // But the pipe that it was given as standard input, and nobody reads, has ended all the same.
      whenInputEnds(end);
    }
  }

  /**
   * Calls from a thread of its own. Who has lost its parent gets another one, which is how it is
   * seen: not if that was before this call. Does nothing where the system does not tell.
   */
  static void whenParentEnds(Runnable act) {
    parent().ifPresent(pid -> start("orphan-watch", () -> watch(pid, act)));
  }

  /** Calls from a thread of its own, which has standard input for itself. */
  static void whenInputEnds(Runnable act) {
    start(
        "end-of-input",
        () -> {
          try {
            System.in.transferTo(OutputStream.nullOutputStream());
          } catch (IOException broken) {
            // That is an end, too.
          }
          act.run();
        });
  }

  private static void start(String name, Runnable watch) {
    Thread.ofPlatform().daemon().name(name).start(watch);
  }

  private static Optional<Long> parent() {
    return ProcessHandle.current().parent().map(ProcessHandle::pid);
  }

  private static void watch(long expected, Runnable act) {
    try {
      while (parent().filter(pid -> pid == expected).isPresent()) {
        Thread.sleep(LOOK);
      }
    } catch (InterruptedException ended) {
      return;
    }
    act.run();
  }
}
