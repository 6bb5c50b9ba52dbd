package dev.pruefstand.penetrator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pruefstand.Allocation;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Planned instants come from the plan alone. */
@Timeout(30)
class ScheduleTest {
  /** Overflows within the first second. */
  private static final long START = Long.MAX_VALUE - 500_000_000;

  private static final long DAY = 86_400_000_000_000L;

  private static OpenLoop load(double rate, Arrivals arrivals, long seed) {
    return new OpenLoop(rate, arrivals, seed, 1, 1, 1);
  }

  private static Schedule schedule(OpenLoop load, int worker, int workers) {
    return new Schedule(load, worker, workers, START, START + DAY);
  }

  private static Schedule constant(double rate) {
    return schedule(load(rate, Arrivals.CONSTANT, 1), 0, 1);
  }

  private static Schedule poisson(long seed, int worker, int workers) {
    return schedule(load(1000, Arrivals.POISSON, seed), worker, workers);
  }

  /** The next so many instants, from the start on. */
  private static long[] take(Schedule schedule, int count) {
    long[] instants = new long[count];
    for (int i = 0; i < count; i++) {
      assertTrue(schedule.hasNext());
      instants[i] = schedule.next() - START;
      schedule.take();
    }
    return instants;
  }

  @ParameterizedTest
  @CsvSource({"1000, 1", "1000, 3", "50000, 4", "3, 2", "0.1, 7", "333333.3, 5"})
  void constantArrivalsOfAllWorkersTogetherAreAtEqualDistances(double rate, int workers) {
    OpenLoop load = load(rate, Arrivals.CONSTANT, 1);
    for (int worker = 0; worker < workers; worker++) {
      long[] instants = take(schedule(load, worker, workers), 200 / workers);
      for (int i = 0; i < instants.length; i++) {
        assertEquals((i * workers + worker) * 1e9 / rate, instants[i], 0.51);
      }
    }
  }

  @Test
  void constantArrivalsDoNotDriftAfterTenMillionRequests() {
    double rate = 30_000;
    Schedule schedule = constant(rate);
    int count = 10_000_000;
    for (int i = 0; i < count; i++) {
      schedule.take();
    }
    assertEquals(count * 1e9 / rate, schedule.next() - START, 0.51);
  }

  @Test
  void poissonDistancesHaveTheMeanAndTheVarianceOfTheirDistribution() {
    int count = 200_000;
    long[] instants = take(poisson(7, 0, 1), count);
    double mean = (double) instants[count - 1] / count;
    double squares = 0;
    long above = 0;
    long before = 0;
    for (long instant : instants) {
      squares += Math.pow(instant - before - mean, 2);
      above += instant - before > 2e6 ? 1 : 0;
      before = instant;
    }
    assertEquals(1e6, mean, 1e6 * 0.01);
    assertEquals(1e12, squares / count, 1e12 * 0.03);
    assertEquals(Math.exp(-2), (double) above / count, 0.005);
  }

  @Test
  void theSameSeedGivesTheSameArrivalsAndAnotherGivesOthers() {
    long[] first = take(poisson(7, 1, 2), 100);
    assertTrue(Arrays.equals(first, take(poisson(7, 1, 2), 100)));
    assertFalse(Arrays.equals(first, take(poisson(8, 1, 2), 100)));
  }

  @Test
  void workersHaveArrivalsOfTheirOwnWhichDoNotDependOnEachOther() {
    int count = 50_000;
    long[] one = distances(take(poisson(7, 0, 2), count));
    long[] two = distances(take(poisson(7, 1, 2), count));
    assertNotEquals(one[0], two[0]);
    double products = 0;
    for (int i = 0; i < count; i++) {
      products += (one[i] / 2e6 - 1) * (two[i] / 2e6 - 1);
    }
    // The mean of as many products of independent numbers of variance 1: five times its deviation.
    assertEquals(0, products / count, 5 / Math.sqrt(count));
  }

  private static long[] distances(long[] instants) {
    long[] distances = instants.clone();
    for (int i = distances.length - 1; i > 0; i--) {
      distances[i] -= distances[i - 1];
    }
    return distances;
  }

  @Test
  void nothingIsPlannedForTheEndOrLater() {
    var schedule = new Schedule(load(1000, Arrivals.CONSTANT, 1), 0, 1, START, START + 3_000_000);
    take(schedule, 3);
    assertFalse(schedule.hasNext());
    assertFalse(schedule.isDue(START + DAY));
    assertEquals(0, schedule.due(START + DAY));
  }

  @Test
  void afterTheEndNoMoreAreDueThanWereLeft() {
    var schedule = new Schedule(load(1000, Arrivals.CONSTANT, 1), 0, 1, START, START + 3_000_000);
    schedule.take();
    assertEquals(2, schedule.due(START + DAY));
    assertEquals(1_000_000, schedule.untilDue(2, START + 1_000_000));
    assertEquals(Long.MAX_VALUE, schedule.untilDue(3, START + 1_000_000));
  }

  @Test
  void anEarlierEndKeepsWhatWasPlannedBefore() {
    Schedule schedule = constant(1000);
    schedule.endAt(START + 2_000_001);
    take(schedule, 3);
    assertFalse(schedule.hasNext());
  }

  @Test
  void aRequestIsDueFromItsInstantOnAndNotBefore() {
    Schedule schedule = constant(1000);
    schedule.take();
    assertFalse(schedule.isDue(START + 999_999));
    assertEquals(0, schedule.due(START + 999_999));
    assertTrue(schedule.isDue(START + 1_000_000));
    assertEquals(1, schedule.due(START + 1_000_000));
    assertEquals(4, schedule.due(START + 4_500_000));
  }

  @Test
  void howLongUntilSoManyAreDueIsAboveZeroAndLongEnough() {
    for (double rate : new double[] {1000, 3, 333_333.3}) {
      Schedule schedule = constant(rate);
      schedule.take();
      for (int count = 1; count < 100; count++) {
        long now = START;
        // A nanosecond is lost to rounding now and then; whoever waits again must get there.
        for (int waits = 0; waits < 3 && schedule.due(now) < count; waits++) {
          long wait = schedule.untilDue(count, now);
          assertTrue(wait > 0);
          now += wait;
        }
        assertEquals(count, schedule.due(now));
      }
    }
  }

  @Test
  void takingAllocatesNothing() {
    Schedule schedule = poisson(1, 0, 1);
    Allocation.assertNone(
        () -> {
          if (schedule.due(START) == 0) {
            schedule.take();
          }
        });
  }
}
