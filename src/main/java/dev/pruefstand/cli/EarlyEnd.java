package dev.pruefstand.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.ExitCode;

/**
 * Ends a run or a search when it is interrupted from the keyboard or by a signal, and leaves it the
 * time to report: the JVM would end in the middle.
 */
final class EarlyEnd {
  /** For the report and the files, after the last answer. */
  private static final Duration REPORT = Duration.ofSeconds(10);

  /** What is to be done; returns the exit code. */
  interface Work {
    int carryOut() throws InterruptedException, IOException;
  }

  private EarlyEnd() {}

  /**
   * Does the work; meanwhile, what ends the process makes it stop.
   *
   * @param stop makes the work end soon
   * @param timeout how long answers under way are awaited
   */
  static int orWhenDone(Runnable stop, Duration timeout, Work work)
      throws InterruptedException, IOException {
    var done = new CountDownLatch(1);
    var exitCode = new AtomicInteger(ExitCode.SOFTWARE);
    var hook = new Thread(() -> end(stop, timeout, done, exitCode), "end early");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      exitCode.set(work.carryOut());
      return exitCode.get();
    } finally {
      done.countDown();
      forget(hook);
    }
  }

  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException ending) {
      // It is running: its exit code is the one that counts.
    }
  }

  private static void end(
      Runnable stop, Duration timeout, CountDownLatch done, AtomicInteger exitCode) {
    stop.run();
    try {
      done.await(timeout.plus(REPORT).toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
    // An end on request is no failure; the JVM would report the signal's number.
    Runtime.getRuntime().halt(exitCode.get());
  }
}
