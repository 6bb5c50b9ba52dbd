package dev.pruefstand.bench;

import dev.pruefstand.bench.oracle.Comparison;
import dev.pruefstand.bench.oracle.Discipline;
import dev.pruefstand.bench.oracle.KnownServer;
import dev.pruefstand.bench.oracle.MD1;
import dev.pruefstand.bench.oracle.Replayed;
import dev.pruefstand.bench.oracle.Theory;
import dev.pruefstand.os.Platform;
import dev.pruefstand.penetrator.Arrivals;
import dev.pruefstand.penetrator.Ask;
import dev.pruefstand.penetrator.Expectation;
import dev.pruefstand.penetrator.LoadPlan;
import dev.pruefstand.penetrator.LoadResult;
import dev.pruefstand.penetrator.LoadRun;
import dev.pruefstand.penetrator.OpenLoop;
import dev.pruefstand.penetrator.Target;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * A server whose behaviour is known, a load, and the response times that mathematics promises for
 * the two: what the penetrator is held against.
 */
public enum AccuracyCase {
  /** Every answer takes a millisecond, however many are under way. */
  CONSTANT("constant", "every answer takes 1 ms", 2_000, Arrivals.CONSTANT) {
    @Override
    Discipline discipline() {
      return new Discipline.InfiniteWorkers(MILLI);
    }

    @Override
    Theory theory(OpenLoop load, Duration duration) {
      return new Theory.Constant(MILLI);
    }
  },

  /** One worker, exponential service times, random arrivals at half its capacity. */
  MM1("M/M/1", "one worker, random times, half busy", 500, Arrivals.POISSON) {
    @Override
    Discipline discipline() {
      return new Discipline.ExponentialWorker(MILLI, SEED);
    }

    @Override
    Theory theory(OpenLoop load, Duration duration) {
      return Replayed.of("M/M/1", discipline(), load.plannedNanos(duration, 1));
    }

    @Override
    Theory closedForm(OpenLoop load) {
      return new Theory.MM1(load.requestsPerSecond(), MILLI);
    }
  },

  /** The same with constant service times. */
  MD1("M/D/1", "one worker, equal times, half busy", 500, Arrivals.POISSON) {
    @Override
    Discipline discipline() {
      return new Discipline.ConstantWorker(MILLI);
    }

    @Override
    Theory theory(OpenLoop load, Duration duration) {
      return Replayed.of("M/D/1", discipline(), load.plannedNanos(duration, 1));
    }

    @Override
    Theory closedForm(OpenLoop load) {
      return new MD1(load.requestsPerSecond(), MILLI);
    }
  },

  /**
   * Answers at once, but for an eighth of the time, in which nobody is answered. At a low rate:
   * what has gathered is written in one go, some 15 µs each, and the last ones wait for that, too.
   */
  FREEZE("freeze", "frozen for 125 ms of each second", 400, Arrivals.CONSTANT) {
    @Override
    Discipline discipline() {
      return new Discipline.Freeze(PERIOD_NANOS / 8, PERIOD_NANOS, System.nanoTime());
    }

    @Override
    Theory theory(OpenLoop load, Duration duration) {
      return new Theory.Freeze(PERIOD_NANOS / 8, PERIOD_NANOS);
    }
  },

  /** A fifth more requests than the worker can answer. */
  OVERLOAD("overload", "a fifth more than it can answer", 1_200, Arrivals.CONSTANT) {
    @Override
    Discipline discipline() {
      return new Discipline.ConstantWorker(MILLI);
    }

    @Override
    Theory theory(OpenLoop load, Duration duration) {
      long requests = load.plannedNanos(duration, 1).length;
      return new Theory.Overload(load.requestsPerSecond(), MILLI, requests);
    }
  };

  /** A run has to last a whole number of them. */
  static final long PERIOD_NANOS = Duration.ofSeconds(1).toNanos();

  private static final long MILLI = 1_000_000;
  private static final long SEED = 7;
  private static final int CONNECTIONS = 64;

  private final String label;
  private final String behaviour;
  private final OpenLoop load;

  AccuracyCase(String label, String behaviour, double requestsPerSecond, Arrivals arrivals) {
    this.label = label;
    this.behaviour = behaviour;
    load = new OpenLoop(requestsPerSecond, arrivals, SEED, CONNECTIONS, CONNECTIONS, 1);
  }

  /** Its name in tables and charts. */
  String label() {
    return label;
  }

  /** What the server does, in a few words. */
  String behaviour() {
    return behaviour;
  }

  abstract Discipline discipline();

  /** The truth about exactly the requests that are planned. */
  abstract Theory theory(OpenLoop load, Duration duration);

  /** The textbook's formula, for an endless run; the same as the truth where there is no chance. */
  Theory closedForm(OpenLoop load) {
    return theory(load, Duration.ofNanos(PERIOD_NANOS));
  }

  /**
   * One run.
   *
   * @param comparisons theory beside measured response time
   * @param serverLateNanos how late the server itself was at worst, which is not the penetrator's
   *     fault
   */
  record Outcome(LoadResult result, List<Comparison> comparisons, long serverLateNanos) {}

  /** Carries the load out against a server of its own. */
  Outcome run(Platform platform, Duration duration, boolean spin)
      throws IOException, InterruptedException {
    KnownServer server = KnownServer.start(discipline());
    try (server) {
      var ask = Ask.get(Target.of(server.address(), "/"), Expectation.of(KnownServer.body()));
      var plan =
          new LoadPlan(
              List.of(ask),
              load,
              true,
              duration.plusSeconds(10),
              spin,
              1,
              Duration.ZERO,
              duration,
              LoadPlan.UNLIMITED);
      LoadResult result = new LoadRun(platform, plan).run(second -> {});
      List<Comparison> comparisons =
          Comparison.of(theory(load, duration), "response", result.total().responseNanos());
      server.close();
      return new Outcome(result, comparisons, server.lateness().getMaxValue());
    }
  }
}
