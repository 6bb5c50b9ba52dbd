package dev.pruefstand.bench;

import dev.pruefstand.bench.subject.Entrant;
import dev.pruefstand.strategy.Strategy;
import dev.pruefstand.trial.Absentee;
import dev.pruefstand.trial.ProcessFigures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Mode;

/**
 * What a campaign measures and how thoroughly. No combination appears in two matrices: the pool of
 * 8, the single event loop and 64 connections are in the first question and not repeated in the
 * others.
 */
enum Plan {
  /** A look at everything, in little more than a minute. */
  SMOKE(1, 1, 2, Duration.ofMillis(250), 1) {
    @Override
    Stream<Entrant> candidates() {
      return Stream.of(Strategy.EVENT_LOOP, Strategy.THREAD_PER_CONNECTION).map(Entrant.Ours::new);
    }

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
   * iterations, because a fork is an observation and an iteration is not. Warm-ups are not to be
   * shortened for that: the more code a server has, the longer it takes until it is compiled, on
   * the one core that it may have.
   */
  DEFAULT(4, 3, 1, Duration.ofMillis(650), 1) {
    @Override
    List<Matrix> matrices() {
      return List.of(
          new Matrix(
              WHO, OURS, USUAL, List.of(64), List.of("hello.html", "page.html", "map.png"), true),
          new Matrix(WORKERS, POOL, List.of(1, 4, 16), List.of(64), HELLO, true),
          new Matrix(CLIENTS, OURS, USUAL, List.of(1, 4096), HELLO, true),
          new Matrix(NEW, OURS, USUAL, List.of(64), HELLO, false),
          new Matrix(BESIDE, PEERS, USUAL, List.of(64), HELLO, true));
    }
  },

  /** For publication: more of everything, about three hours. */
  FULL(5, 3, 4, Duration.ofMillis(1500), 3) {
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
              true),
          new Matrix(BESIDE_CLIENTS, PEERS, USUAL, List.of(1, 16, 256, 1024, 4096), HELLO, true),
          new Matrix(BESIDE_NEW, PEERS, USUAL, List.of(64), HELLO, false));
    }
  };

  /** What is asked of those that {@link #idle} names. */
  static final String IDLE = "What does an idle connection take of memory?";

  private static final String WHO = "Who is fastest?";
  private static final String WORKERS = "How many workers does a pool need?";
  private static final String LOOPS = "How many loops does an event loop need?";
  private static final String CLIENTS = "What happens when more clients come?";
  private static final String NEW = "What does a connection per request cost?";
  private static final String BESIDE = "And beside the servers people use?";
  private static final String BESIDE_CLIENTS = "What happens to those when more clients come?";
  private static final String BESIDE_NEW = "What does a connection per request cost those?";
  private static final List<Entrant> OURS = Entrant.ours();
  private static final List<Entrant> PEERS = Entrant.peers();
  private static final List<Entrant> POOL = List.of(new Entrant.Ours(Strategy.POOL));
  private static final List<Entrant> EVENT_LOOP = List.of(new Entrant.Ours(Strategy.EVENT_LOOP));

  /** As many threads as a strategy has where nobody chooses. */
  private static final List<Integer> USUAL = List.of(0);

  private static final List<String> HELLO = List.of("hello.html");

  /** About how long it takes to hold idle connections: start, warm-up, and four collections. */
  private static final Duration IDLE_FORK = Duration.ofMillis(3500);

  private final Effort effort;
  private final int idleRounds;

  Plan(int rounds, int warmups, int measurements, Duration iteration, int idleRounds) {
    this.effort = new Effort(rounds, warmups, iteration, measurements, iteration);
    this.idleRounds = idleRounds;
  }

  abstract List<Matrix> matrices();

  /** How thoroughly it measures where nobody says otherwise. */
  Effort effort() {
    return effort;
  }

  /** Who is to hold idle connections: all who can, where the system tells what that takes. */
  List<Entrant> idle() {
    return ProcessFigures.tellResidentBytes()
        ? candidates().filter(Plan::canHoldIdle).toList()
        : List.of();
  }

  /** Of whom those hold idle connections who can. */
  Stream<Entrant> candidates() {
    return Entrant.oursAndPeers().stream();
  }

  private static boolean canHoldIdle(Entrant entrant) {
    return entrant.servesSeveralAtOnce() && entrant.unavailability().isEmpty();
  }

  /** All that can run here, and the harness' own cost among it. */
  Agenda agenda(Effort chosen) {
    var steps = new ArrayList<Step>();
    steps.add(
        step(
            BaselineBenchmark.class.getName() + ".fixedBytes",
            Parameters.of(Map.of()),
            "the load generator against fixed bytes",
            chosen));
    var absentees = new LinkedHashSet<Absentee>();
    for (Matrix matrix : matrices()) {
      for (Combination combination : matrix.combinations()) {
        Parameters each = combination.parameters();
        each.obstacle()
            .ifPresentOrElse(
                why -> absentees.add(new Absentee(combination.entrant().label(), why)),
                () ->
                    steps.add(
                        step(
                            ThroughputBenchmark.class.getName() + ".requests",
                            each,
                            each.label(),
                            chosen)));
      }
    }
    idle().forEach(each -> steps.add(idle(each, chosen)));
    return new Agenda(steps, List.copyOf(absentees));
  }

  /** Memory is nearly the same each time, so that it is not looked at in every round. */
  private Step idle(Entrant entrant, Effort chosen) {
    Parameters parameters = Parameters.of(Map.of(Parameters.STRATEGY, entrant.parameter()));
    return new Step(
        IdleConnectionsBenchmark.class.getName() + ".hold",
        Mode.SingleShotTime,
        parameters,
        parameters.label() + ", idle connections",
        Math.min(idleRounds, chosen.rounds()),
        IDLE_FORK);
  }

  private static Step step(String benchmark, Parameters parameters, String label, Effort effort) {
    return new Step(benchmark, Mode.Throughput, parameters, label, effort.rounds(), effort.fork());
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
