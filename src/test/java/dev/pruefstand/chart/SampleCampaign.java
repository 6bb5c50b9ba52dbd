package dev.pruefstand.chart;

import dev.pruefstand.analysis.ForkMean;
import dev.pruefstand.analysis.Interval;
import dev.pruefstand.analysis.Summary;
import dev.pruefstand.trial.Campaign;
import dev.pruefstand.trial.Contender;
import dev.pruefstand.trial.Environment;
import dev.pruefstand.trial.Isolation;
import dev.pruefstand.trial.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.HdrHistogram.Histogram;

/** Invented figures of a plausible size, the same in every run: three forks each. */
final class SampleCampaign {
  static final Contender EVENT_LOOP = new Contender("event-loop", 0);
  static final Contender POOL = new Contender("pool", 8);
  static final Contender PER_REQUEST = new Contender("thread-per-request", 0);

  private static final List<Contender> CONTENDERS = List.of(POOL, EVENT_LOOP, PER_REQUEST);

  private SampleCampaign() {}

  static Campaign campaign() {
    return campaign("Intel(R) Xeon(R) Platinum 8259CL CPU @ 2.50GHz", "2026-11-22-default");
  }

  static Campaign campaign(String cpu, String name) {
    var environment =
        new Environment(
            "2026-11-22T14:03:11Z",
            "default",
            "4d3c2b1",
            false,
            "Eclipse Adoptium 25.0.1+8-LTS",
            List.of("-Xmx1g"),
            "Debian GNU/Linux 12 (bookworm)",
            "6.1.0-31-amd64",
            cpu,
            4,
            16L << 30,
            0.12,
            1_048_576,
            Map.of());
    return new Campaign(name, environment, List.of());
  }

  /** The whole matrix. */
  static List<Summary> all() {
    var all = new ArrayList<Summary>();
    all.addAll(resources());
    all.addAll(poolSizes());
    all.addAll(connections());
    all.addAll(connectionPerRequest());
    return all;
  }

  static List<Summary> resources() {
    var summaries = new ArrayList<Summary>();
    for (Contender contender : CONTENDERS) {
      summaries.add(summary(contender, hello(64), capacity(contender)));
      summaries.add(
          summary(
              contender, new Scenario("page.html", 14_310, 64, true), 0.62 * capacity(contender)));
      summaries.add(
          summary(
              contender,
              new Scenario("map.png", 1_482_113, 64, true),
              1_850 + 0.004 * capacity(contender)));
    }
    return summaries;
  }

  static List<Summary> poolSizes() {
    var summaries = new ArrayList<Summary>();
    double[] throughput = {22_400, 38_900, 51_300, 54_000, 49_800};
    int[] sizes = {1, 2, 4, 16, 32};
    for (int i = 0; i < sizes.length; i++) {
      summaries.add(summary(new Contender("pool", sizes[i]), hello(64), throughput[i]));
    }
    return summaries;
  }

  static List<Summary> connections() {
    var summaries = new ArrayList<Summary>();
    for (Contender contender : CONTENDERS) {
      double capacity = capacity(contender);
      summaries.add(summary(contender, hello(1), 9_000 + capacity / 20));
      summaries.add(summary(contender, hello(16), 0.83 * capacity));
      summaries.add(summary(contender, hello(256), 0.97 * capacity));
      double left = contender.equals(EVENT_LOOP) ? 0.93 : 0.55;
      summaries.add(summary(contender, hello(1_024), left * capacity));
    }
    return summaries;
  }

  static List<Summary> connectionPerRequest() {
    return CONTENDERS.stream()
        .map(
            contender ->
                summary(
                    contender,
                    new Scenario("hello.html", 76, 64, false),
                    9_000 + 0.1 * capacity(contender)))
        .toList();
  }

  static Scenario hello(int connections) {
    return new Scenario("hello.html", 76, connections, true);
  }

  /** One contender under one scenario, three forks that differ by a few per cent. */
  static Summary summary(Contender contender, Scenario scenario, double requestsPerSecond) {
    var random = new SplittableRandom(contender.hashCode() * 31L + scenario.hashCode());
    Histogram nanos = histogram(random, 1e9 * scenario.connections() / requestsPerSecond);
    return new Summary(
        contender,
        scenario,
        3,
        Isolation.OWN_PROCESS,
        interval(random, requestsPerSecond, 0.04),
        interval(random, 0.85e6 / requestsPerSecond, 0.06),
        0.5,
        nanos,
        0);
  }

  private static double capacity(Contender contender) {
    return switch (contender.strategy()) {
      case "event-loop" -> 91_870;
      case "pool" -> 55_240;
      default -> 24_690;
    };
  }

  private static Interval interval(SplittableRandom random, double around, double spread) {
    var forks = new ArrayList<List<Double>>();
    for (int fork = 0; fork < 3; fork++) {
      forks.add(List.of(around * (1 + spread * (random.nextDouble() - 0.5))));
    }
    return ForkMean.of(forks);
  }

  /** A body around the mean and a long tail, as queues have it. */
  private static Histogram histogram(SplittableRandom random, double meanNanos) {
    var nanos = new Histogram(3);
    for (int i = 0; i < 100_000; i++) {
      double tail = random.nextInt(200) == 0 ? 1 + 8 * random.nextExponential() : 1;
      nanos.recordValue((long) (meanNanos * tail * Math.exp(0.25 * random.nextGaussian())));
    }
    return nanos;
  }
}
