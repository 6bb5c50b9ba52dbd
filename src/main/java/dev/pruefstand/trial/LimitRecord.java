package dev.pruefstand.trial;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.util.List;
import tools.jackson.core.JacksonException;

/**
 * A search for the highest rate that keeps an objective, as it goes into a file: {@code
 * docs/limit-json.md} explains every member. Rates are requests per second.
 *
 * @param schema always {@link #SCHEMA}
 * @param version grows with every change that a reader must know of
 * @param began ISO 8601 in UTC
 * @param plan that of the first step
 * @param repetitions believed runs that each rate was to get
 * @param endedEarly whether somebody stopped it
 * @param steps in the order of their first run
 * @param unfinished runs at the rate at which it was stopped, which decided nothing
 */
public record LimitRecord(
    String schema,
    int version,
    String began,
    LoadPlanRecord plan,
    Host host,
    Objective objective,
    int repetitions,
    boolean endedEarly,
    List<Step> steps,
    List<Run> unfinished,
    Found limit,
    Beyond beyond,
    boolean valid,
    String verdict) {
  /** What kind of file this is. */
  public static final String SCHEMA = "pruefstand-limit";

  /** The version that is written here, and the only one that is read. */
  public static final int VERSION = 1;

  /**
   * What is promised.
   *
   * @param percentile of the response time, 100 for the longest
   */
  public record Objective(String description, double percentile, long limitNanos) {}

  /**
   * A rate that was tried.
   *
   * @param kept what the majority of its believed runs says
   * @param certified whether enough of its runs are believed
   * @param checks the same rate again when the interval was closed, or none
   */
  public record Step(
      double requestsPerSecond,
      boolean kept,
      boolean certified,
      List<Run> repetitions,
      List<Run> checks) {

    /** Copies the lists. */
    public Step {
      repetitions = List.copyOf(repetitions);
      checks = List.copyOf(checks);
    }
  }

  /**
   * One run at one rate, with its response times.
   *
   * @param answeredPerSecond right answers
   * @param goodputPerSecond right answers within the objective's limit
   * @param broken why it did not keep the objective, in phrases
   * @param doubts failed checks because of which it is not believed
   */
  public record Run(
      double requestsPerSecond,
      double answeredPerSecond,
      double goodputPerSecond,
      long p50Nanos,
      long p99Nanos,
      long p999Nanos,
      boolean kept,
      List<String> broken,
      List<String> doubts,
      Certificate certificate) {

    /** Copies the lists. */
    public Run {
      broken = List.copyOf(broken);
      doubts = List.copyOf(doubts);
    }
  }

  /**
   * What was found out; 0 stands for a rate that is not known.
   *
   * @param found whether highest kept and lowest broken rate are within 2 % of each other
   * @param keptByAllPerSecond the interval's lower end
   * @param brokenByAllPerSecond the interval's upper end
   */
  public record Found(
      boolean found,
      double requestsPerSecond,
      double keptByAllPerSecond,
      double brokenByAllPerSecond) {}

  /**
   * What lies beyond the limit.
   *
   * @param runs at 120 % and 150 %; none if it did not come to that
   * @param recoverySeconds from the last request planned at 150 % until the objective was kept
   *     again at 50 %; 0 if it was not recovered
   */
  public record Beyond(List<Run> runs, boolean recovered, double recoverySeconds) {

    /** Copies the list. */
    public Beyond {
      runs = List.copyOf(runs);
    }
  }

  /** Copies the lists, and refuses what it is not. */
  public LimitRecord {
    if (!schema.equals(SCHEMA) || version != VERSION) {
      throw new IllegalArgumentException(
          "expected %s in version %d, found %s in version %d"
              .formatted(SCHEMA, VERSION, schema, version));
    }
    steps = List.copyOf(steps);
    unfinished = List.copyOf(unfinished);
  }

  /** Writes it as JSON. */
  public void writeTo(Writer out) throws IOException {
    out.write(Json.MAPPER.writeValueAsString(this) + "\n");
    out.flush();
  }

  /**
   * Reads it back.
   *
   * @throws IOException if it is no such JSON
   */
  public static LimitRecord read(Reader in) throws IOException {
    try {
      LimitRecord read = Json.MAPPER.readValue(in, LimitRecord.class);
      if (read == null) {
        throw new IOException("no record of a limit, but null");
      }
      return read;
    } catch (JacksonException foreign) {
      throw new IOException("no record of a limit: " + foreign.getOriginalMessage(), foreign);
    }
  }
}
