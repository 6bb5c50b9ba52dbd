package dev.pruefstand.os;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ThreadClockTest {
  @Test
  void whatAThreadWantsIsAtLeastWhatItGetsAndAtMostTheTimeThatPasses() {
    var cpu = ManagementFactory.getThreadMXBean();
    try (var clock = new ThreadClock()) {
      long wallBefore = System.nanoTime();
      long wantedBefore = clock.runnableNanos();
      long cpuBefore = cpu.getCurrentThreadCpuTime();
      long spin = System.nanoTime() + 50_000_000;
      while (System.nanoTime() - spin < 0) {
        Thread.onSpinWait();
      }
      long got = cpu.getCurrentThreadCpuTime() - cpuBefore;
      // The kernel brings its account up to date at ticks.
      long tick = 10_000_000;
      long wanted = clock.runnableNanos() - wantedBefore;
      long passed = System.nanoTime() - wallBefore;
      assertTrue(wanted > got - tick, wanted + " of " + got + " ns");
      assertTrue(wanted < passed + tick, wanted + " of " + passed + " ns");
    }
  }

  @Test
  void aThreadThatSleepsWantsNothing() throws InterruptedException {
    try (var clock = new ThreadClock()) {
      long before = clock.runnableNanos();
      long began = System.nanoTime();
      Thread.sleep(100);
      assertTrue(clock.runnableNanos() - before < (System.nanoTime() - began) / 2);
    }
  }
}
