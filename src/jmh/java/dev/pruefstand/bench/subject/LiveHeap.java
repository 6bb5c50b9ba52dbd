package dev.pruefstand.bench.subject;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The live objects of another JVM, told by the JDK's own {@code jcmd}: the same question to
 * everybody, which nobody has to be written for.
 *
 * <p>Source: the JDK's documentation, "The jcmd Command", GC.class_histogram, which collects first.
 */
final class LiveHeap {
  /** The histogram's last line: {@code Total 41234 2345678}, objects and bytes. */
  private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)\\s*$");

  /** What a collector that does not compact everything each time puts where dead objects were. */
  private static final Pattern FILLER =
      Pattern.compile("(?m)^\\s*\\d+:\\s+\\d+\\s+(\\d+)\\s+\\[?L?jdk\\.internal\\.vm\\.Filler");

  private LiveHeap() {}

  /** Bytes that are left after a full collection; throws if the process is no JVM that answers. */
  static long of(long process) throws IOException {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    // Not through a pipe: a JVM that asks about itself stands still until all has been written.
    Path answer = Files.createTempFile("live-heap", ".txt");
    try {
      // A server that may use but little memory is not to be asked by somebody who uses more.
      Process asking =
          new ProcessBuilder(
                  jcmd,
                  "-J-XX:TieredStopAtLevel=1",
                  "-J-XX:+UseSerialGC",
                  Long.toString(process),
                  "GC.class_histogram")
              .redirectOutput(answer.toFile())
              .redirectError(Redirect.INHERIT)
              .start();
      if (!asking.waitFor(ReadyLine.PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        asking.destroyForcibly();
      }
      return total(Files.readString(answer));
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while " + jcmd + " was asked", ended);
    } finally {
      Files.deleteIfExists(answer);
    }
  }

  /** The bytes of all objects in a class histogram that are really there. */
  static long total(String histogram) throws IOException {
    Matcher line = TOTAL.matcher(histogram);
    if (!line.find()) {
      String begins = histogram.lines().limit(2).toList().toString();
      throw new IOException(
          "expected a class histogram with its total from jcmd, found what begins " + begins);
    }
    long filler =
        FILLER.matcher(histogram).results().mapToLong(each -> Long.parseLong(each.group(1))).sum();
    return Long.parseLong(line.group(1)) - filler;
  }
}
