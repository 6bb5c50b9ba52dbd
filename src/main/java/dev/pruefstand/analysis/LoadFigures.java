package dev.pruefstand.analysis;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the certificate of a run is made from: figures of the load generator, of the server and of
 * the machine.
 *
 * @param loop who decided when a request was due
 * @param connections opened at first
 * @param ownConnections whether each request had a connection of its own
 * @param seconds how long requests were planned and counted
 * @param byCount whether a number of requests ended the run, and not the time
 * @param planned requests of that time
 * @param answered right answers to them, whenever they came
 * @param answeredInTime right answers that came within that time
 * @param answeredWrong answers that were wrong, but came
 * @param failed requests without a right answer
 * @param failedLate those among them that were given up because it took too long
 * @param inFlight requests whose answers were not awaited any more
 * @param writtenInAll in the whole run, the warm-up included
 * @param answeredInAll right answers in the whole run
 * @param meanServiceSeconds written until done, on average
 * @param meanResponseSeconds planned until done, on average
 * @param connectingSeconds the time that all connections together took to be made
 * @param startSeconds how long the slowest connection took to be made, if that was counted
 * @param responseP99Nanos of the response time
 * @param lagP99Nanos of the time from planned to written
 * @param latenessP99Nanos of the part of it that was the load generator's own fault
 * @param busyShare of the busiest thread of the load generator
 * @param throughputs right answers in each whole second
 * @param medianNanos median response time in each whole second
 * @param server the server's own count
 * @param machine what else the machine did
 */
public record LoadFigures(
    Loop loop,
    int connections,
    int pipeline,
    boolean ownConnections,
    double seconds,
    boolean byCount,
    long planned,
    long answered,
    long answeredInTime,
    long answeredWrong,
    long failed,
    long failedLate,
    long inFlight,
    long writtenInAll,
    long answeredInAll,
    double meanServiceSeconds,
    double meanResponseSeconds,
    double connectingSeconds,
    double startSeconds,
    long responseP99Nanos,
    long lagP99Nanos,
    long latenessP99Nanos,
    double busyShare,
    List<Double> throughputs,
    List<Double> medianNanos,
    Told server,
    Machine machine) {

  /** Who decides when a request is due. */
  public enum Loop {
    /** The last answer. */
    CLOSED,
    /** A plan. */
    OPEN,
    /** Everything at the same moment. */
    SALVO
  }

  /**
   * How many requests the server counted during the run.
   *
   * @param requests null if it does not tell
   * @param reason why it does not
   */
  public record Told(@Nullable Long requests, String reason) {}

  /**
   * Shares of the time of all processors, from 0 to 1.
   *
   * @param others what neither client nor server used; null if that cannot be told
   * @param reason why it cannot
   */
  public record Machine(@Nullable Double others, double stolen, String reason) {}

  /** Copies the lists. */
  public LoadFigures {
    throughputs = List.copyOf(throughputs);
    medianNanos = List.copyOf(medianNanos);
  }
}
