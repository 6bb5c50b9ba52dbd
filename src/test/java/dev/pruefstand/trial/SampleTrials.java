package dev.pruefstand.trial;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** Invented trials, each in a folder of its own test. */
public final class SampleTrials {
  public static final Contender POOL = new Contender("pool", 8);
  public static final Contender EVENT_LOOP = new Contender("event-loop", 0);
  public static final Scenario HELLO = new Scenario("hello.html", 107, 64, true);

  private SampleTrials() {}

  public static Environment environment() {
    return new Environment(
        "2026-11-22T14:03:11Z",
        "default",
        "4d3c2b1",
        true,
        "Eclipse Adoptium 25.0.1+8-LTS",
        List.of("-Xmx1g", "--enable-native-access=ALL-UNNAMED"),
        "Debian GNU/Linux 12 (bookworm)",
        "6.1.0-31-amd64",
        "Processor \"with\" märks",
        4,
        16L << 30,
        0.12,
        1_048_576,
        Map.of("net.core.somaxconn", "4096", "cgroup cpu.max", "max 100000"));
  }

  /** One fork of a pool; its histogram is written into the folder under its number. */
  public static Trial trial(int fork, Histogram nanos, String histogram) {
    return trial(POOL, fork, List.of(100.5, 99.25, 1e5), nanos, histogram);
  }

  public static Trial trial(
      Contender contender,
      int fork,
      List<Double> requestsPerSecond,
      Histogram nanos,
      String histogram) {
    return new Trial(
        contender,
        HELLO,
        fork,
        requestsPerSecond,
        Latency.of(nanos),
        Map.of("timeout", 3L, "early close", 4L),
        Isolation.OWN_PROCESS,
        11.5 * fork,
        7.25,
        new Ledger(
            new TreeMap<>(Map.of(Ledger.ANSWERED, 1000L, Ledger.USER, 5_000_000L)),
            new TreeMap<>(Map.of(Ledger.THREADS, 12L))),
        histogram);
  }

  /** Times from the shortest to the longest that a penetrator records. */
  public static Histogram histogram(long... nanos) {
    var histogram = new Histogram(1, 3_600_000_000_000L, 3);
    for (long each : nanos) {
      histogram.recordValue(each);
    }
    return histogram;
  }
}
