package dev.pruefstand.analysis;

import java.util.List;

/**
 * Whether more was planned than a server can answer, so that a backlog grew as long as requests
 * were planned.
 */
public final class Saturation {
  /** The reason of a check that fails because of it alone: nothing is wrong with the measuring. */
  static final String REASON = "saturated, more was planned than the server can answer";

  /** The project's method: the deviation from the planned rate. */
  static final double LIMIT = 0.01;

  /** Below that nobody could tell a wait for a connection from none. */
  private static final long WAITED_NANOS = 1_000_000;

  private static final double NANOS_PER_SECOND = 1e9;

  private Saturation() {}

  /** Whether answers fell behind the plan of an open loop because the server did. */
  public static boolean of(LoadFigures run) {
    return missing(run) >= LIMIT && (waitedForConnections(run) || backlogGrew(run));
  }

  /**
   * The share of planned requests, from 0 to 1, to which no answer came in time. What is always
   * under way when the time ends (the rate × the usual response time, by Little's law) is not
   * missing. Requests are whole: of 1.2 that are under way on average, there may be two.
   */
  static double missing(LoadFigures run) {
    double underWay = run.medianNanos().isEmpty() ? 0 : run.medianNanos().getFirst();
    double followed =
        came(run) + Math.ceil(run.planned() / run.seconds() * underWay / NANOS_PER_SECOND);
    return Math.max(0, run.planned() - followed) / Math.max(1, run.planned());
  }

  /** Answers that came while requests were planned, wrong ones included. */
  static long came(LoadFigures run) {
    return run.answeredInTime() + run.answeredWrong();
  }

  private static boolean waitedForConnections(LoadFigures run) {
    return run.lagP99Nanos() > WAITED_NANOS && run.lagP99Nanos() > 2 * run.latenessP99Nanos();
  }

  private static boolean backlogGrew(LoadFigures run) {
    List<Double> medians = run.medianNanos();
    return medians.size() > 1 && medians.getLast() > 2 * medians.getFirst();
  }
}
