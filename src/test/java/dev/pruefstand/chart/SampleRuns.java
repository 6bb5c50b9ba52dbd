package dev.pruefstand.chart;

import dev.pruefstand.trial.AccuracyRun;
import dev.pruefstand.trial.Campaign;
import dev.pruefstand.trial.Certificate;
import dev.pruefstand.trial.Clocks;
import dev.pruefstand.trial.Contender;
import dev.pruefstand.trial.Latency;
import dev.pruefstand.trial.OpenScenario;
import dev.pruefstand.trial.ResponseRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Invented runs of the open loop, and of the load generator's examination. */
public final class SampleRuns {
  private static final double[] RATES = {1_000, 5_000, 10_000, 20_000, 40_000, 60_000, 80_000};
  private static final int SECONDS = 5;

  private SampleRuns() {}

  static Campaign campaign() {
    Campaign sample = SampleCampaign.campaign();
    return new Campaign(
        sample.name(), sample.environment(), sample.trials(), sticks(), accuracy(), List.of());
  }

  /** Each contender at every rate, up to its capacity and beyond. */
  static List<ResponseRun> sticks() {
    var runs = new ArrayList<ResponseRun>();
    for (double rate : RATES) {
      runs.add(run(SampleCampaign.EVENT_LOOP, rate, 72_000));
      runs.add(run(SampleCampaign.POOL, rate, 49_000));
      runs.add(run(SampleCampaign.PER_REQUEST, rate, 8_000));
    }
    return runs;
  }

  /** A queue before a server of this capacity. */
  static ResponseRun run(Contender contender, double rate, double capacity) {
    boolean saturated = rate >= capacity;
    double p50 =
        saturated ? 0.5e9 * SECONDS * (rate / capacity - 1) : 60_000 + 0.7e9 / (capacity - rate);
    return run(contender, rate, (long) p50, (long) (saturated ? 1.9 * p50 : 9 * p50), saturated);
  }

  /** A run whose p50 and p99 are known. */
  public static ResponseRun run(
      Contender contender, double rate, long p50, long p99, boolean saturated) {
    return run(contender, rate, p50, p99, saturated, Certificate.NONE);
  }

  /** The same with a certificate. */
  public static ResponseRun run(
      Contender contender,
      double rate,
      long p50,
      long p99,
      boolean saturated,
      Certificate certificate) {
    long requests = (long) (rate * SECONDS);
    var response = new Latency(requests, 1.2 * p50, p50, 2 * p50, p99, 2 * p99, 3 * p99);
    var brief = new Latency(requests, 900.5, 800, 1_000, 2_000, 4_000, 90_000);
    return new ResponseRun(
        contender,
        new OpenScenario("hello.html", 107, rate, "poisson", 64, 1_024, SECONDS),
        1,
        rate + 1,
        saturated ? 0.7 * rate : rate,
        requests,
        saturated ? Map.of("never sent", 5L) : Map.of(),
        saturated,
        new Clocks(response, brief, brief, new Latency(0, 0, 0, 0, 0, 0, 0), brief, brief),
        certificate,
        "histograms/none.hlog");
  }

  public static List<AccuracyRun> accuracy() {
    return List.of(
        accuracy("constant", "every answer takes 1 ms", 0.04, 1, 1, 1, 1, 1),
        accuracy("M/M/1", "one worker, random times, half busy", 0.05, 1.39, 4.6, 9.2, 13.8, 17),
        accuracy("M/D/1", "one worker, equal times, half busy", 0.05, 1.1, 2.5, 4.1, 5.7, 6.3),
        accuracy("freeze", "frozen for 125 ms of each second", 0.12, 0, 25, 115, 124, 125),
        accuracy(
            "overload", "a fifth more than it can answer", 0.9, 2_500, 4_500, 4_950, 4_995, 5_000));
  }

  private static AccuracyRun accuracy(
      String server, String behaviour, double error, double... millis) {
    double[] quantiles = {0.5, 0.9, 0.99, 0.999, 1};
    var percentiles = new ArrayList<AccuracyRun.Percentile>();
    for (int i = 0; i < quantiles.length; i++) {
      percentiles.add(
          new AccuracyRun.Percentile(
              quantiles[i], 1e6 * millis[i], 1e6 * (millis[i] + error * (1 + i / 10.0))));
    }
    return new AccuracyRun(server, behaviour, 30, false, percentiles);
  }
}
