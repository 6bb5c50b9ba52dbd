package dev.pruefstand.bench;

import dev.pruefstand.bench.subject.Entrant;
import dev.pruefstand.strategy.Strategy;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What a campaign measures and how thoroughly. No combination appears in two matrices: the pool of
 * 8, the single event loop and 64 connections are in the first question and not repeated in the
 * others.
 */
enum Plan {
  /** A look at everything, in little more than a minute. */
  SMOKE(1, 1, 2, Duration.ofMillis(400)) {
    @Override
    List<Matrix> matrices() {
      return List.of(
          new Matrix(WHO, OURS, USUAL, List.of(64), HELLO, true),
          new Matrix(WORKERS, POOL, List.of(1, 2), List.of(64), HELLO, true),
          new Matrix(CLIENTS, OURS, USUAL, List.of(1), HELLO, true),
          new Matrix(NEW, OURS, USUAL, List.of(64), HELLO, false));
    }
  },

  /**
   * The campaign that answers the question, in less than twenty minutes. More forks and fewer
   * iterations, because a fork is an observation and an iteration is not.
   */
  DEFAULT(4, 3, 1, Duration.ofMillis(700)) {
    @Override
    List<Matrix> matrices() {
      return List.of(
          new Matrix(
              WHO, OURS, USUAL, List.of(64), List.of("hello.html", "page.html", "map.png"), true),
          new Matrix(WORKERS, POOL, List.of(1, 2, 4, 16, 32), List.of(64), HELLO, true),
          new Matrix(CLIENTS, OURS, USUAL, List.of(1, 256, 4096), HELLO, true),
          new Matrix(NEW, OURS, USUAL, List.of(64), HELLO, false),
          new Matrix(BESIDE, PEERS, USUAL, List.of(64), HELLO, true));
    }
  },

  /** For publication: more of everything, some two hours. */
  FULL(5, 3, 4, Duration.ofMillis(1500)) {
    @Override
    List<Matrix> matrices() {
      return List.of(
          new Matrix(
              WHO,
              OURS,
              USUAL,
              List.of(64),
              List.of("hello.html", "small.html", "page.html", "map.png", "huge.html"),
              true),
          new Matrix(WORKERS, POOL, List.of(1, 2, 4, 16, 32, 64, 128), List.of(64), HELLO, true),
          new Matrix(LOOPS, EVENT_LOOP, List.of(2, 4, 8), List.of(64), HELLO, true),
          new Matrix(CLIENTS, OURS, USUAL, List.of(1, 4, 16, 256, 1024, 4096), HELLO, true),
          new Matrix(NEW, OURS, USUAL, List.of(1, 16, 64, 256), HELLO, false),
          new Matrix(
              BESIDE,
              PEERS,
              USUAL,
              List.of(64),
              List.of("hello.html", "page.html", "map.png"),
              true));
    }
  };

  private static final String WHO = "Who is fastest?";
  private static final String WORKERS = "How many workers does a pool need?";
  private static final String LOOPS = "How many loops does an event loop need?";
  private static final String CLIENTS = "What happens when more clients come?";
  private static final String NEW = "What does a connection per request cost?";
  private static final String BESIDE = "And beside the servers people use?";
  private static final List<Entrant> OURS = Entrant.ours();
  private static final List<Entrant> PEERS = Entrant.peers();
  private static final List<Entrant> POOL = List.of(new Entrant.Ours(Strategy.POOL));
  private static final List<Entrant> EVENT_LOOP = List.of(new Entrant.Ours(Strategy.EVENT_LOOP));

  /** As many threads as a strategy has where nobody chooses. */
  private static final List<Integer> USUAL = List.of(0);

  private static final List<String> HELLO = List.of("hello.html");

  /** Start of two JVMs, and the check at the end. */
  private static final Duration OVERHEAD = Duration.ofMillis(1300);

  private final int forks;
  private final int warmups;
  private final int measurements;
  private final Duration iteration;

  Plan(int forks, int warmups, int measurements, Duration iteration) {
    this.forks = forks;
    this.warmups = warmups;
    this.measurements = measurements;
    this.iteration = iteration;
  }

  abstract List<Matrix> matrices();

  /** All combinations that can run here. */
  List<Combination> combinations() {
    return matrices().stream().flatMap(matrix -> matrix.combinations().stream()).toList();
  }

  int forks() {
    return forks;
  }

  int warmups() {
    return warmups;
  }

  int measurements() {
    return measurements;
  }

  Duration iteration() {
    return iteration;
  }

  /** About how long so many forks take. */
  Duration estimate(int count) {
    return iteration.multipliedBy((long) warmups + measurements).plus(OVERHEAD).multipliedBy(count);
  }

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The plan with that label. */
  static Plan of(String label) {
    return Arrays.stream(values())
        .filter(plan -> plan.label().equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "expected -Dplan=smoke, default or full, found -Dplan=" + label));
  }
}
