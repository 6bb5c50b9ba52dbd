package dev.pruefstand.analysis;

import dev.pruefstand.analysis.LoadFigures.Loop;
import dev.pruefstand.trial.Certificate;
import dev.pruefstand.trial.Check;
import dev.pruefstand.trial.Verdict;
import java.util.ArrayList;
import java.util.Locale;

/**
 * Judges a run of the load generator. All rules and limits are here, in {@link Saturation} and in
 * {@link Steadiness}; a check that has no meaning for a plan is not in its certificate.
 */
public final class LoadCertificate {
  /** The names of the checks. */
  public static final String RIGHT = "every answer is right";

  public static final String COMPLETE = "nobody is missing";
  public static final String COUNTED = "the server counted the same";
  public static final String LITTLE = "Little's law holds";
  public static final String RATE = "the rate was kept";
  public static final String SCHEDULE = "the schedule was kept";
  public static final String TAIL = "the schedule was kept at the objective's percentile";
  public static final String CLIENT = "the client was not the bottleneck";
  public static final String QUIET = "the machine was quiet";
  public static final String STEADY = "the run was steady";

  /**
   * Little's law is exact, and what is left is the load that begins and ends within the time that
   * is counted. Source: Little and Graves, <i>Little's Law</i>, in: Building Intuition, 2008; the
   * limit is that of the project's method.
   */
  private static final double LITTLE_LIMIT = 0.02;

  /**
   * With a connection for each request, closing the last one lies between two of them and is in no
   * clock: so much may be missing. Source: observed, 50 µs of 500 to 3,500.
   */
  private static final double CLOSING_LIMIT = 0.10;

  /** The project's method: how late the load generator may be, as a share of what it measures. */
  private static final double LATENESS_SHARE = 0.05;

  /** What a timer of the system takes to wake a thread on an idle machine, with some to spare. */
  private static final long LATENESS_NANOS = 100_000;

  /**
   * A thread that is busy for longer than that makes requests wait for each other inside the
   * client. Source: utilisation law, at 0.9 an M/M/1 queue is ten times as long as its service.
   */
  private static final double BUSY_LIMIT = 0.9;

  /** The project's method. */
  private static final double NOISE_LIMIT = 0.05;

  /** A tick is 10 ms: in less than a second a single one is half a per cent of two processors. */
  private static final double SHORTEST_SECONDS = 1;

  /** What is under way when the time ends is then less than a per cent of all. */
  private static final double RUN_PER_REQUEST = 100;

  private static final double NANOS_PER_MICRO = 1e3;
  private static final double PER_CENT = 100;

  private final LoadFigures run;

  private LoadCertificate(LoadFigures run) {
    this.run = run;
  }

  /** The certificate of that run. */
  public static Certificate of(LoadFigures run) {
    return new LoadCertificate(run).judge();
  }

  /**
   * The certificate of a run that broke an objective beyond the p99: was it the client's lateness
   * that did? Of a run that kept one nobody needs to ask: lateness only makes response times
   * longer.
   *
   * @param percentile the objective's, as people read it
   * @param latenessNanos that percentile of the lateness
   * @param responseNanos that percentile of the response time
   */
  public static Certificate ofBroken(
      LoadFigures run, String percentile, long latenessNanos, long responseNanos) {
    var checks = new ArrayList<>(of(run).checks());
    checks.add(punctual(TAIL, percentile, latenessNanos, responseNanos));
    return new Certificate(checks);
  }

  private Certificate judge() {
    var checks = new ArrayList<Check>();
    checks.add(right());
    checks.add(complete());
    checks.add(counted());
    switch (run.loop()) {
      case CLOSED -> {
        checks.add(little());
        checks.add(client());
        checks.add(quiet());
        checks.add(Steadiness.judge(STEADY, "answers per second", run.throughputs()));
      }
      case OPEN -> {
        checks.add(rate());
        checks.add(schedule());
        checks.add(client());
        checks.add(quiet());
        checks.add(
            unlessSaturated(Steadiness.judge(STEADY, "median response time", run.medianNanos())));
      }
      case SALVO -> checks.add(quiet());
    }
    return new Certificate(checks);
  }

  /** Status, length and checksum of each; and an answer at all. */
  private Check right() {
    boolean passed = run.failed() == 0 && run.inFlight() == 0 && run.answered() > 0;
    Check check =
        Check.of(
            RIGHT,
            passed,
            run.answered() == 0
                ? "no right answer at all"
                : String.format(Locale.ROOT, "%,d failed", run.failed())
                    + (run.inFlight() == 0
                        ? ""
                        : String.format(Locale.ROOT, ", %,d never answered", run.inFlight())),
            "0");
    return run.failed() == run.failedLate() ? unlessSaturated(check) : check;
  }

  /** Each request that was planned has an end, or is known to have none yet. */
  private Check complete() {
    long found = run.answered() + run.failed() + run.inFlight();
    return Check.of(
        COMPLETE,
        run.planned() == found,
        String.format(
            Locale.ROOT,
            "%,d planned = %,d answered + %,d failed + %,d in flight",
            run.planned(),
            run.answered(),
            run.failed(),
            run.inFlight()),
        "equal");
  }

  /**
   * Both sides count, and neither knows of the other. A server may have answered what the client
   * gave up, so that only a run without failures makes it one figure.
   */
  private Check counted() {
    String limit =
        run.answeredInAll() == run.writtenInAll()
            ? "equal"
            : String.format(Locale.ROOT, "at least the %,d answered", run.answeredInAll());
    String written = String.format(Locale.ROOT, "%,d written", run.writtenInAll());
    Long counted = run.server().requests();
    if (counted == null) {
      return Check.notJudged(COUNTED, written, limit, run.server().reason());
    }
    String figure = String.format(Locale.ROOT, "%s, %,d counted by the server", written, counted);
    if (counted > run.writtenInAll()) {
      return Check.failed(
          COUNTED, figure, limit, "somebody else asked it at the same time, or it counts wrongly");
    }
    return Check.of(COUNTED, counted >= run.answeredInAll(), figure, limit);
  }

  /**
   * In a closed loop every connection is always occupied: requests per second × seconds per request
   * = connections. What does not fit was not measured, or measured wrongly.
   */
  private Check little() {
    double each = run.ownConnections() ? run.meanResponseSeconds() : run.meanServiceSeconds();
    double connecting =
        run.ownConnections() ? 0 : run.connectingSeconds() * run.pipeline() / run.seconds();
    double occupied = run.answeredInTime() / run.seconds() * each + connecting;
    double ratio = occupied / ((double) run.connections() * run.pipeline());
    String figure =
        String.format(
            Locale.ROOT, "%.1f of %,d occupied", occupied, run.connections() * run.pipeline());
    double least = run.ownConnections() ? CLOSING_LIMIT : LITTLE_LIMIT;
    String limit =
        String.format(Locale.ROOT, "−%.0f to +%.0f %%", PER_CENT * least, PER_CENT * LITTLE_LIMIT);
    if (run.byCount()) {
      return Check.notJudged(LITTLE, figure, limit, "the load ebbs away at the end of -n");
    }
    if (run.failed() > 0) {
      return Check.notJudged(LITTLE, figure, limit, "it speaks of answers, and some are missing");
    }
    if (isShort() || run.seconds() < RUN_PER_REQUEST * each) {
      return Check.notJudged(LITTLE, figure, limit, "the run was too short for its service time");
    }
    if (!run.ownConnections() && run.seconds() < RUN_PER_REQUEST * run.startSeconds()) {
      return Check.notJudged(
          LITTLE, figure, limit, "making connections took too much of the run: use --warmup");
    }
    return Check.of(LITTLE, ratio > 1 - least && ratio < 1 + LITTLE_LIMIT, figure, limit);
  }

  /** Below saturation as many answers come as were planned. */
  private Check rate() {
    String figure =
        String.format(
            Locale.ROOT,
            "%,.0f/s of %,.0f/s planned",
            Saturation.came(run) / run.seconds(),
            run.planned() / run.seconds());
    String limit = String.format(Locale.ROOT, "± %.0f %%", PER_CENT * Saturation.LIMIT);
    if (run.planned() == 0) {
      return Check.notJudged(RATE, figure, limit, "nothing was planned");
    }
    if (Saturation.missing(run) >= Saturation.LIMIT
        && isShort()
        && run.medianNanos().isEmpty()
        && !Saturation.of(run)) {
      return Check.notJudged(
          RATE, figure, limit, "without a whole second nobody knows what is under way at the end");
    }
    return unlessSaturated(
        Check.of(RATE, Saturation.missing(run) < Saturation.LIMIT, figure, limit));
  }

  /** What a growing backlog brings with it fails for that reason. */
  private Check unlessSaturated(Check check) {
    return check.verdict() == Verdict.FAILED && Saturation.of(run)
        ? Check.failed(check.name(), check.figure(), check.limit(), Saturation.REASON)
        : check;
  }

  /** Whatever the load generator is late by it adds to the response time it reports. */
  private Check schedule() {
    return punctual(SCHEDULE, "p99", run.latenessP99Nanos(), run.responseP99Nanos());
  }

  private static Check punctual(String name, String percentile, long lateness, long response) {
    double share = (double) lateness / Math.max(1, response);
    return Check.of(
        name,
        lateness < LATENESS_NANOS || share < LATENESS_SHARE,
        String.format(
            Locale.ROOT,
            "%s of lateness %,.0f µs, %.1f %% of the response time's",
            percentile,
            lateness / NANOS_PER_MICRO,
            PER_CENT * share),
        String.format(Locale.ROOT, "100 µs or %.0f %%", PER_CENT * LATENESS_SHARE));
  }

  private Check client() {
    String figure =
        String.format(Locale.ROOT, "busy for %.0f %% of the time", PER_CENT * run.busyShare());
    String limit = String.format(Locale.ROOT, "%.0f %%", PER_CENT * BUSY_LIMIT);
    if (run.loop() == Loop.CLOSED) {
      return Check.notJudged(
          CLIENT, figure, limit, "a closed loop keeps one side busy, stated only");
    }
    return Check.of(CLIENT, run.busyShare() < BUSY_LIMIT, figure, limit);
  }

  /** Whoever else computes takes time from client and server. */
  private Check quiet() {
    String limit = String.format(Locale.ROOT, "%.0f %%", PER_CENT * NOISE_LIMIT);
    Double others = run.machine().others();
    if (others == null) {
      return Check.notJudged(QUIET, "", limit, run.machine().reason());
    }
    String figure =
        String.format(
            Locale.ROOT,
            "others %.1f %%, stolen %.1f %% of the processors",
            PER_CENT * others,
            PER_CENT * run.machine().stolen());
    if (isShort()) {
      return Check.notJudged(QUIET, figure, limit, "the run was too short for the system's clock");
    }
    return Check.of(
        QUIET, others < NOISE_LIMIT && run.machine().stolen() < NOISE_LIMIT, figure, limit);
  }

  private boolean isShort() {
    return run.seconds() < SHORTEST_SECONDS;
  }
}
