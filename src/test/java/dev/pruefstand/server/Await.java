package dev.pruefstand.server;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongPredicate;

/** Waits for what happens on another thread. */
public final class Await {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);
  private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private Await() {}

  /** A number that changes. */
  public interface Number {
    long now() throws IOException;
  }

  /** Looks at the number until it is as expected; fails if it never is. */
  public static void until(String expected, Number number, LongPredicate fits) throws IOException {
    long end = System.nanoTime() + PATIENCE_NANOS;
    long found = number.now();
    while (!fits.test(found)) {
      if (System.nanoTime() - end >= 0) {
        fail("expected " + expected + ", found " + found);
      }
      LockSupport.parkNanos(STEP_NANOS);
      found = number.now();
    }
  }
}
