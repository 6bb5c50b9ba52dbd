package dev.pruefstand;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;

/** Whether something allocates once it is compiled. */
public final class Allocation {
  private static final int CALLS = 100_000;

  /** Less than an object in a hundred calls: what the JVM does on the side. */
  private static final long SLACK_BYTES = CALLS / 10;

  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);

  private Allocation() {}

  /** Fails unless the calls allocate nothing in the end, on the thread that makes them. */
  public static void assertNone(Runnable call) {
    long end = System.nanoTime() + PATIENCE_NANOS;
    long allocated = bytes(call);
    // Calls that are not compiled yet allocate, and when they are is the JVM's business.
    while (allocated > SLACK_BYTES && System.nanoTime() < end) {
      allocated = bytes(call);
    }
    long found = allocated;
    assertTrue(found <= SLACK_BYTES, () -> "expected none, found bytes per call: " + found / CALLS);
  }

  private static long bytes(Runnable call) {
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < CALLS; i++) {
      call.run();
    }
    return threads.getCurrentThreadAllocatedBytes() - before;
  }
}
