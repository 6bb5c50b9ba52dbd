package dev.pruefstand.trial;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.HdrHistogram.HistogramLogWriter;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The files of a campaign below {@code results/<campaign>/}:
 *
 * <pre>
 * jmh.json             what JMH wrote, untouched
 * trials.json          our records, one per fork
 * response-times.json  the same of the open loop, if there was one
 * accuracy.json        theory and measurement, if the load generator was examined
 * idle.json            memory with idle connections and without, if that was measured
 * environment.json     where it was measured
 * absent.json          who was left out, and why, if anybody was
 * audit.json           what those do otherwise that were audited, if anybody was
 * histograms/          one HdrHistogram log per trial, nanoseconds
 * charts/              the pictures
 * </pre>
 *
 * Written while a campaign runs and read ever after; never edited.
 */
public record CampaignFolder(Path path) {
  private static final String TRIALS = "trials.json";
  private static final String RESPONSE_TIMES = "response-times.json";
  private static final String ACCURACY = "accuracy.json";
  private static final String IDLE = "idle.json";

  private static final String CONTENDER = "contender";

  /** In earlier days there were only our own, all with the same flags. */
  private static final Map<String, Object> USUAL =
      Map.of("group", Group.OURS, "settings", List.of());

  /** What members that were added later say in files of earlier days. */
  private static final Map<String, Map<String, Object>> ADDED =
      Map.of(
          RESPONSE_TIMES,
          Map.of("certificate", Certificate.NONE),
          TRIALS,
          Map.of("isolation", Isolation.IN_PROCESS, "ledger", Ledger.EMPTY));

  private static final String ENVIRONMENT = "environment.json";
  private static final String ABSENT = "absent.json";
  private static final String AUDIT = "audit.json";

  /**
   * Creates a new folder below {@code results}: {@code <name>}, or {@code <name>-2} and so on where
   * that exists, so that no campaign ever overwrites another.
   */
  public static CampaignFolder create(Path results, String name) throws IOException {
    Files.createDirectories(results);
    for (int attempt = 1; ; attempt++) {
      Path folder = results.resolve(attempt == 1 ? name : name + "-" + attempt);
      try {
        Files.createDirectory(folder);
        Files.createDirectory(folder.resolve("histograms"));
        return new CampaignFolder(folder);
      } catch (FileAlreadyExistsException taken) {
        // The next number, then.
      }
    }
  }

  /** Where JMH's own JSON goes. */
  public Path jmhJson() {
    return path.resolve("jmh.json");
  }

  /** Writes a file of somebody else's format. */
  @FunctionalInterface
  public interface Writing {
    /** Writes all of it. */
    void to(Path file) throws IOException;
  }

  /** Writes {@code jmh.json}, all results so far. */
  public void writeJmhJson(Writing writing) throws IOException {
    replace(jmhJson(), writing);
  }

  /** Where the pictures go. */
  public Path charts() {
    return path.resolve("charts");
  }

  /** Writes {@code environment.json}. */
  public void writeEnvironment(Environment environment) throws IOException {
    write(ENVIRONMENT, environment);
  }

  /** Writes {@code trials.json}, all trials so far. */
  public void writeTrials(List<Trial> trials) throws IOException {
    write(TRIALS, trials);
  }

  /** Writes {@code response-times.json}, all runs so far. */
  public void writeResponseTimes(List<ResponseRun> runs) throws IOException {
    write(RESPONSE_TIMES, runs);
  }

  /** Writes {@code absent.json}. */
  public void writeAbsentees(List<Absentee> absentees) throws IOException {
    write(ABSENT, absentees);
  }

  /** Writes {@code audit.json}. */
  public void writeDeviations(List<Deviation> deviations) throws IOException {
    write(AUDIT, deviations);
  }

  /** Writes {@code accuracy.json}. */
  public void writeAccuracy(List<AccuracyRun> runs) throws IOException {
    write(ACCURACY, runs);
  }

  /** Writes {@code idle.json}, all runs so far. */
  public void writeIdle(List<IdleRun> runs) throws IOException {
    write(IDLE, runs);
  }

  /** Writes the service times of a closed loop. */
  public String writeHistogram(String name, Histogram nanos) throws IOException {
    return writeHistogram(name, "Service time in nanoseconds, closed loop", nanos);
  }

  /**
   * Writes a histogram log with a single interval and returns its path relative to this folder.
   *
   * @param what it holds, for those who open it
   */
  public String writeHistogram(String name, String what, Histogram nanos) throws IOException {
    String relative = "histograms/" + name + ".hlog";
    OutputStream file =
        Files.newOutputStream(path.resolve(relative), StandardOpenOption.CREATE_NEW);
    try (var out = new PrintStream(file, false, StandardCharsets.UTF_8)) {
      var log = new HistogramLogWriter(out);
      log.outputComment("[" + what + "]");
      log.outputLogFormatVersion();
      log.outputLegend();
      // A histogram without time stamps has its start after its end.
      long millis = Math.max(0, nanos.getEndTimeStamp() - nanos.getStartTimeStamp());
      log.outputIntervalHistogram(0, millis / 1000.0, nanos, 1000.0);
      if (out.checkError()) {
        throw new IOException("could not write " + path.resolve(relative) + ": is the disk full?");
      }
    }
    return relative;
  }

  /** Reads a trial's histogram, nanoseconds. */
  public Histogram histogram(Trial trial) throws IOException {
    Path file = path.resolve(trial.histogram());
    // Absolute, because nothing at all starts with the empty path that "." becomes.
    if (!file.toAbsolutePath().normalize().startsWith(path.toAbsolutePath().normalize())) {
      throw new IOException("the histogram " + file + " lies outside the campaign " + path);
    }
    try (var log = new HistogramLogReader(file.toFile())) {
      EncodableHistogram next = log.nextIntervalHistogram();
      if (next instanceof Histogram nanos) {
        return nanos;
      }
      throw damaged(file, null);
    } catch (RuntimeException unreadable) {
      // HdrHistogram meets damaged bytes with whatever exception they lead to.
      throw damaged(file, unreadable);
    }
  }

  private static IOException damaged(Path file, @Nullable Exception cause) {
    return new IOException(file + " holds no histogram: restore it from version control", cause);
  }

  /**
   * Reads the campaign back.
   *
   * @throws IOException if the folder is missing or holds no campaign; the message says which file
   *     was expected and what to do
   */
  public Campaign read() throws IOException {
    if (!Files.isDirectory(path)) {
      throw new IOException("no such campaign: " + path + " (mvn -P jmh verify makes one)");
    }
    Path name = path.toAbsolutePath().normalize().getFileName();
    return new Campaign(
        name == null ? "" : name.toString(),
        read(ENVIRONMENT, new TypeReference<Environment>() {}),
        read(TRIALS, new TypeReference<List<Trial>>() {}),
        readIfThere(RESPONSE_TIMES, new TypeReference<List<ResponseRun>>() {}),
        readIfThere(ACCURACY, new TypeReference<List<AccuracyRun>>() {}),
        readIfThere(IDLE, new TypeReference<List<IdleRun>>() {}),
        readIfThere(ABSENT, new TypeReference<List<Absentee>>() {}),
        readIfThere(AUDIT, new TypeReference<List<Deviation>>() {}));
  }

  private <T> List<T> readIfThere(String file, TypeReference<List<T>> type) throws IOException {
    return Files.exists(path.resolve(file)) ? read(file, type) : List.of();
  }

  private static void complete(JsonNode object, Map<String, Object> added) {
    if (object instanceof ObjectNode old) {
      added.forEach(
          (member, value) -> {
            if (!old.has(member)) {
              old.set(member, Json.MAPPER.valueToTree(value));
            }
          });
    }
  }

  private void write(String file, Object value) throws IOException {
    // Jackson's own exceptions are unchecked: the file system's reach the caller as they are.
    String text = Json.MAPPER.writeValueAsString(value) + "\n";
    replace(path.resolve(file), part -> Files.writeString(part, text));
  }

  /** At once: a campaign may be ended at any time, and keeps what it has. */
  private static void replace(Path file, Writing writing) throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    writing.to(part);
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private <T> T read(String file, TypeReference<T> type) throws IOException {
    Path source = path.resolve(file);
    if (!Files.isRegularFile(source)) {
      throw new IOException(path + " is not a campaign: it has no " + file);
    }
    try {
      JsonNode found = Json.MAPPER.readTree(Files.readString(source));
      Map<String, Object> added = ADDED.getOrDefault(file, Map.of());
      found.forEach(record -> complete(record, added));
      found.forEach(record -> complete(record.path(CONTENDER), USUAL));
      if (file.equals(TRIALS)) {
        found.forEach(record -> complete(record.path("scenario"), Map.of("deferAccept", false)));
      }
      T value = Json.MAPPER.readerFor(type).readValue(found);
      if (value == null || (value instanceof List<?> list && list.contains(null))) {
        throw new IOException(source + " is not a file of ours: it holds a null");
      }
      return value;
    } catch (CharacterCodingException foreign) {
      throw new IOException(source + " is not a file of ours: it is not in UTF-8", foreign);
    } catch (JacksonException foreign) {
      throw new IOException(
          source + " is not a file of ours: " + foreign.getOriginalMessage(), foreign);
    }
  }
}
