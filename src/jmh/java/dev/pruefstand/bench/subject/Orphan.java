package dev.pruefstand.bench.subject;

import java.util.Optional;

/**
 * Ends this process when the one that started it has gone: a fork of JMH would go on to the end of
 * its benchmark, and its server with it, for nobody.
 */
public final class Orphan {
  private static final int EXIT_CODE = 1;

  private Orphan() {}

  /** From now on. Does nothing where the system does not tell who started this process. */
  public static void endsWithItsParent() {
    Optional<ProcessHandle> parent = ProcessHandle.current().parent();
    parent.ifPresent(handle -> handle.onExit().thenRun(() -> Runtime.getRuntime().halt(EXIT_CODE)));
  }
}
