package dev.pruefstand.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import picocli.CommandLine.ExitCode;

/**
 * Ends a run or a search when it is interrupted from the keyboard or by a signal, and leaves it the
 * time to report: the JVM would end in the middle.
 */
final class EarlyEnd {
  private static final Duration REPORT = Duration.ofSeconds(10);

  /** What is to be done; returns the exit code. */
  interface Work {
    int carryOut() throws InterruptedException, IOException;
  }

  private EarlyEnd() {}

  /** For the answers under way, and after them for the report and the files. */
  static Duration afterAnswers(Duration timeout) {
    return timeout.plus(REPORT);
  }

  /**
   * Does the work; meanwhile, what ends the process makes it stop.
   *
   * @param stop makes the work end soon
   * @param patience how long it may take to stop and to report, at the moment it is to stop
   */
  static int orWhenDone(Runnable stop, Supplier<Duration> patience, Work work)
      throws InterruptedException, IOException {
    var done = new CountDownLatch(1);
    var exitCode = new AtomicInteger(ExitCode.SOFTWARE);
    var hook = new Thread(() -> end(stop, patience, done, exitCode), "end early");
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
      Runnable stop, Supplier<Duration> patience, CountDownLatch done, AtomicInteger exitCode) {
    long patienceMillis = patience.get().toMillis();
    stop.run();
    try {
      done.await(patienceMillis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
    // An end on request is no failure; the JVM would report the signal's number.
    Runtime.getRuntime().halt(exitCode.get());
  }
}
