package dev.pruefstand.os;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ResourceUsageTest {
  private static final long SLACK_NANOS = 50_000_000;

  @Test
  void whatAThreadComputesIsUsedByItsProcess() {
    var threads = ManagementFactory.getThreadMXBean();
    ResourceUsage before = ResourceUsage.now();
    long own = threads.getCurrentThreadCpuTime();
    while (threads.getCurrentThreadCpuTime() - own < 2 * SLACK_NANOS) {
      Thread.onSpinWait();
    }
    ResourceUsage after = ResourceUsage.now();
    long used = after.userNanos() + after.systemNanos() - before.userNanos() - before.systemNanos();
    // The kernel brings its accounts up to date at ticks.
    assertTrue(used > SLACK_NANOS, after + " after " + before);
  }

  @Test
  void whoWaitsGivesItsProcessorAway() throws InterruptedException {
    ResourceUsage before = ResourceUsage.now();
    for (int i = 0; i < 20; i++) {
      Thread.sleep(1);
    }
    ResourceUsage after = ResourceUsage.now();
    assertTrue(after.voluntarySwitches() - before.voluntarySwitches() >= 20);
    assertTrue(after.involuntarySwitches() >= before.involuntarySwitches());
  }
}
