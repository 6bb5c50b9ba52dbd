package dev.pruefstand.trial;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;

/**
 * One run of the load generator, as it goes into a file: {@code docs/load-json.md} explains every
 * member.
 *
 * @param schema always {@link #SCHEMA}
 * @param version grows with every change that a reader must know of
 * @param began when counting began, ISO 8601 in UTC
 * @param measuredSeconds how long requests were planned and counted
 * @param endedEarly whether somebody stopped it
 * @param statuses answers by status code
 * @param clocks by name, those that apply to the plan
 */
public record LoadRecord(
    String schema,
    int version,
    String began,
    LoadPlanRecord plan,
    Host host,
    double measuredSeconds,
    boolean endedEarly,
    Requests requests,
    Map<String, Long> statuses,
    long bytes,
    Rates rates,
    double busyShare,
    long longestStallNanos,
    Map<String, Latency> clocks,
    List<LoadSecond> seconds,
    Certificate certificate) {
  /** What kind of file this is. */
  public static final String SCHEMA = "pruefstand-load";

  /** The version that is written here, and the only one that is read. */
  public static final int VERSION = 1;

  /**
   * What became of those that were planned: answered, failed and in flight add up to them.
   *
   * @param written in the whole run, the warm-up included
   * @param failures by kind
   */
  public record Requests(
      long planned,
      long answered,
      long failed,
      long inFlight,
      long written,
      Map<String, Long> failures) {

    /** Copies the map in its order. */
    public Requests {
      failures = Collections.unmodifiableMap(new LinkedHashMap<>(failures));
    }
  }

  /** Requests planned and answered, per second. */
  public record Rates(double plannedPerSecond, double answeredPerSecond) {}

  /** Copies the collections in their order, and refuses what it is not. */
  public LoadRecord {
    if (!schema.equals(SCHEMA) || version != VERSION) {
      throw new IllegalArgumentException(
          "expected %s in version %d, found %s in version %d"
              .formatted(SCHEMA, VERSION, schema, version));
    }
    statuses = Collections.unmodifiableMap(new LinkedHashMap<>(statuses));
    clocks = Collections.unmodifiableMap(new LinkedHashMap<>(clocks));
    seconds = List.copyOf(seconds);
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
  public static LoadRecord read(Reader in) throws IOException {
    try {
      LoadRecord read = Json.MAPPER.readValue(in, LoadRecord.class);
      if (read == null) {
        throw new IOException("no record of a load, but null");
      }
      return read;
    } catch (JacksonException foreign) {
      throw new IOException("no record of a load: " + foreign.getOriginalMessage(), foreign);
    }
  }
}
