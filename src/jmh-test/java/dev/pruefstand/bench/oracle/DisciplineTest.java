package dev.pruefstand.bench.oracle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(30)
class DisciplineTest {
  private static long[] completions(Discipline discipline, long... arrivals) {
    Schedule schedule = discipline.begin();
    return Arrays.stream(arrivals).map(schedule::completionNanos).toArray();
  }

  @Test
  void withInfiniteWorkersNobodyWaitsForAnother() {
    assertArrayEquals(
        new long[] {110, 110, 111, 600},
        completions(new Discipline.InfiniteWorkers(100), 10, 10, 11, 500));
  }

  @Test
  void aWorkerBeginsWhenTheRequestIsThereAndTheOneBeforeIsDone() {
    assertArrayEquals(
        new long[] {110, 210, 310, 410, 600, 700},
        completions(new Discipline.ConstantWorker(100), 10, 20, 210, 210, 500, 599));
  }

  @Test
  void aClockBelowZeroIsAClock() {
    assertArrayEquals(
        new long[] {-900, -800, 105},
        completions(new Discipline.ConstantWorker(100), -1_000, -999, 5));
  }

  @Test
  void anExponentialWorkerFollowsTheRecursionOfLindley() {
    var discipline = new Discipline.ExponentialWorker(1_000, 42);
    // Far apart, so that each takes its own service time only.
    long[] apart = LongStream.range(0, 500).map(i -> i * 1_000_000).toArray();
    long[] services = completions(discipline, apart);
    Arrays.setAll(services, i -> services[i] - apart[i]);
    var random = new SplittableRandom(7);
    long[] close = random.longs(500, 0, 600_000).sorted().toArray();
    long[] expected = new long[close.length];
    for (int i = 0; i < close.length; i++) {
      expected[i] =
          i == 0 ? close[0] + services[0] : Math.max(close[i], expected[i - 1]) + services[i];
    }
    assertArrayEquals(expected, completions(discipline, close));
  }

  @Test
  void exponentialServiceTimesHaveTheirMeanAndTheirDeviation() {
    Schedule schedule = new Discipline.ExponentialWorker(1_000_000, 1).begin();
    int count = 1_000_000;
    double sum = 0;
    double squares = 0;
    long before = 0;
    for (int i = 0; i < count; i++) {
      // All arrive at 0, so that the completions are the sums of the service times.
      long completion = schedule.completionNanos(0);
      double service = completion - before;
      before = completion;
      sum += service;
      squares += service * service;
    }
    double mean = sum / count;
    assertEquals(1e6, mean, 4 * 1e6 / Math.sqrt(count));
    // The relative error of a squared exponential's mean is the square root of 5/n.
    assertEquals(2e12, squares / count, 4 * 2e12 * Math.sqrt(5.0 / count));
  }

  @Test
  void theSameSeedGivesTheSameServiceTimesAndAnotherSeedOthers() {
    long[] arrivals = new long[100];
    long[] first = completions(new Discipline.ExponentialWorker(1_000, 1), arrivals);
    assertArrayEquals(first, completions(new Discipline.ExponentialWorker(1_000, 1), arrivals));
    assertFalse(
        Arrays.equals(first, completions(new Discipline.ExponentialWorker(1_000, 2), arrivals)));
  }

  @Test
  void whatArrivesDuringAFreezeIsDoneAtItsEndAndAllElseAtOnce() {
    var discipline = new Discipline.Freeze(100, 1_000, 5_000);
    assertArrayEquals(
        new long[] {0, 4_999, 5_100, 5_100, 5_100, 5_100, 5_999, 6_100, 15_100},
        completions(discipline, 0, 4_999, 5_000, 5_001, 5_099, 5_100, 5_999, 6_000, 15_050));
  }

  static List<Discipline> disciplines() {
    return List.of(
        new Discipline.InfiniteWorkers(1_000),
        new Discipline.ConstantWorker(1_000),
        new Discipline.ExponentialWorker(1_000, 3),
        new Discipline.Freeze(2_000, 10_000, 50_000));
  }

  @ParameterizedTest
  @MethodSource("disciplines")
  void nobodyLeavesBeforeArrivingNorBeforeTheOneAhead(Discipline discipline) {
    long[] arrivals = new SplittableRandom(11).longs(10_000, 0, 12_000_000).sorted().toArray();
    long[] completions = completions(discipline, arrivals);
    for (int i = 0; i < arrivals.length; i++) {
      assertTrue(completions[i] >= arrivals[i]);
      assertTrue(i == 0 || completions[i] >= completions[i - 1]);
    }
  }

  @Test
  void timesThatAreNoneAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new Discipline.InfiniteWorkers(0));
    assertThrows(IllegalArgumentException.class, () -> new Discipline.ConstantWorker(-1));
    assertThrows(IllegalArgumentException.class, () -> new Discipline.ExponentialWorker(0, 1));
    assertThrows(IllegalArgumentException.class, () -> new Discipline.Freeze(0, 10, 0));
    assertThrows(IllegalArgumentException.class, () -> new Discipline.Freeze(11, 10, 0));
  }
}
