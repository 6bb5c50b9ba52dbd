package dev.pruefstand.bench.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The recursions and the closed forms, which know nothing of each other. */
@Timeout(60)
class ReplayedTest {
  private static final long MILLI = 1_000_000;
  private static final int BATCHES = 100;
  private static final int PER_BATCH = 20_000;

  private record Pair(Discipline discipline, Theory theory, double perSecond) {
    @Override
    public String toString() {
      return theory.name();
    }
  }

  static Stream<Pair> queues() {
    return Stream.of(0.3, 0.7, 0.9)
        .flatMap(
            load ->
                Stream.of(
                    new Pair(
                        new Discipline.ExponentialWorker(MILLI, 5),
                        new Theory.MM1(load * 1_000, MILLI),
                        load * 1_000),
                    new Pair(
                        new Discipline.ConstantWorker(MILLI),
                        new MD1(load * 1_000, MILLI),
                        load * 1_000)));
  }

  private static long[] poisson(double perSecond, int count, long seed) {
    var random = new SplittableRandom(seed);
    double[] now = {0};
    return LongStream.generate(
            () -> (long) (now[0] -= Math.log(1 - random.nextDouble()) / perSecond * 1e9))
        .limit(count)
        .toArray();
  }

  /**
   * The share of simulated response times up to the theory's quantile is the quantile, but for the
   * sampling error, which the scatter of batches gives: neighbours in a queue are not independent.
   */
  @ParameterizedTest
  @MethodSource("queues")
  void simulatedQueuesAreDistributedAsTheorySays(Pair pair) {
    long[] arrivals = poisson(pair.perSecond, BATCHES * PER_BATCH, 17);
    Schedule schedule = pair.discipline.begin();
    long[] responses =
        Arrays.stream(arrivals).map(each -> schedule.completionNanos(each) - each).toArray();
    for (double quantile : new double[] {0.5, 0.9, 0.99, 0.999}) {
      double nanos = pair.theory.quantileNanos(quantile);
      if (pair.theory instanceof MD1 md1) {
        // The service time alone is a point that carries a share of its own: look past it.
        nanos = Math.max(nanos, MILLI + 1);
        quantile = md1.shareNotWaitingLonger(nanos - MILLI);
      }
      double[] shares = new double[BATCHES];
      for (int i = 0; i < responses.length; i++) {
        shares[i / PER_BATCH] += responses[i] <= nanos ? 1.0 / PER_BATCH : 0;
      }
      double mean = Arrays.stream(shares).average().orElseThrow();
      double variance =
          Arrays.stream(shares).map(each -> Math.pow(each - mean, 2)).sum() / (BATCHES - 1);
      double standardError = Math.sqrt(variance / BATCHES);
      assertEquals(quantile, mean, 4 * standardError);
      assertTrue(standardError < 0.2 * Math.min(quantile, 1 - quantile), "too few to tell");
    }
  }

  @Test
  void freezesUnderPoissonArrivalsAreDistributedAsTheorySays() {
    long freeze = 100 * MILLI;
    long period = 1_000 * MILLI;
    var theory = new Theory.Freeze(freeze, period);
    Replayed replayed =
        Replayed.of(
            "freeze", new Discipline.Freeze(freeze, period, 0), poisson(2_000, 2_000_000, 23));
    for (double quantile : new double[] {0.5, 0.92, 0.95, 0.99, 0.999}) {
      // One of the period per unit of the share, whose sampling error is sqrt(q (1 - q) / n).
      double sampling = period * Math.sqrt(quantile * (1 - quantile) / 2_000_000);
      assertEquals(theory.quantileNanos(quantile), replayed.quantileNanos(quantile), 4 * sampling);
    }
    assertEquals(theory.quantileNanos(1), replayed.quantileNanos(1), MILLI);
  }

  @Test
  void freezesUnderConstantArrivalsAreWithinOneIntervalOfTheory() {
    long interval = MILLI / 2;
    var theory = new Theory.Freeze(100 * MILLI, 1_000 * MILLI);
    // It does not matter where in its period the freeze is when the run begins.
    var discipline = new Discipline.Freeze(100 * MILLI, 1_000 * MILLI, -271 * MILLI);
    Replayed replayed =
        Replayed.of(
            "freeze", discipline, LongStream.range(0, 20_000).map(i -> i * interval).toArray());
    for (double quantile : new double[] {0.5, 0.9, 0.95, 0.99, 0.999, 1}) {
      assertEquals(theory.quantileNanos(quantile), replayed.quantileNanos(quantile), interval);
    }
  }

  @Test
  void overloadIsAsTheorySaysToTheNanosecond() {
    // 1,250/s for a worker of 1,000/s: whole nanoseconds throughout.
    long[] planned = LongStream.range(0, 10_000).map(i -> i * 800_000).toArray();
    Replayed replayed = Replayed.of("overload", new Discipline.ConstantWorker(MILLI), planned);
    var theory = new Theory.Overload(1_250, MILLI, planned.length);
    for (double quantile : new double[] {0, 0.1, 0.5, 0.9, 0.99, 0.999, 1}) {
      assertEquals(theory.quantileNanos(quantile), replayed.quantileNanos(quantile), 1e-3);
    }
  }

  @Test
  void ranksAreThoseOfTheHistogram() {
    long[] planned = poisson(700, 12_345, 3);
    var discipline = new Discipline.ExponentialWorker(MILLI, 5);
    Replayed replayed = Replayed.of("M/M/1", discipline, planned);
    var histogram = new Histogram(5);
    Schedule schedule = discipline.begin();
    for (long each : planned) {
      histogram.recordValue(schedule.completionNanos(each) - each);
    }
    for (double quantile : new double[] {0, 0.5, 0.9, 0.99, 0.999, 1}) {
      double expected = replayed.quantileNanos(quantile);
      assertEquals(expected, histogram.getValueAtPercentile(100 * quantile), 2e-5 * expected);
    }
  }

  @Test
  void withoutAPlanThereIsNothingToReplay() {
    assertThrows(
        IllegalArgumentException.class,
        () -> Replayed.of("none", new Discipline.ConstantWorker(1)));
  }
}
