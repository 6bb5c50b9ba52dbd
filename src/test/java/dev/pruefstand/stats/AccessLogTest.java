package dev.pruefstand.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class AccessLogTest {
  /** The moment of the example in Apache's documentation. */
  private static final long MILLIS = 971_211_336_999L;

  /** What has been flushed; what has only been written is not there yet. */
  private static class Disk extends Writer {
    final StringBuffer flushed = new StringBuffer();
    private final StringBuffer written = new StringBuffer();

    @Override
    public void write(char[] text, int from, int length) throws IOException {
      written.append(text, from, length);
    }

    @Override
    public void flush() {
      flushed.append(written);
      written.setLength(0);
    }

    @Override
    public void close() {}
  }

  private static String logged(AccessLog.Entry... entries) {
    var disk = new Disk();
    try (var log = new AccessLog(disk, ZoneOffset.UTC)) {
      for (AccessLog.Entry entry : entries) {
        log.add(entry);
      }
    }
    return disk.flushed.toString();
  }

  private static AccessLog.Entry entry(String line, int status, long bodyBytes) {
    return new AccessLog.Entry("127.0.0.1", MILLIS, line, status, bodyBytes);
  }

  @Test
  void aLineIsInTheCommonLogFormat() {
    var disk = new Disk();
    try (var log = new AccessLog(disk, ZoneId.of("America/Los_Angeles"))) {
      log.add(entry("GET /apache_pb.gif HTTP/1.0", 200, 2326));
    }
    assertEquals(
        "127.0.0.1 - - [10/Oct/2000:13:55:36 -0700] \"GET /apache_pb.gif HTTP/1.0\" 200 2326\n",
        disk.flushed.toString());
  }

  @Test
  void whatIsNotThereIsAHyphen() {
    assertEquals(
        "127.0.0.1 - - [10/Oct/2000:20:55:36 +0000] \"-\" 400 17\n"
            + "127.0.0.1 - - [10/Oct/2000:20:55:36 +0000] \"HEAD / HTTP/1.1\" 304 -\n",
        logged(entry("", 400, 17), entry("HEAD / HTTP/1.1", 304, 0)));
  }

  static Stream<Arguments> hostile() {
    return Stream.of(
        arguments("GET /\" 200 1", "GET /\\\" 200 1"),
        arguments("GET /\\", "GET /\\\\"),
        arguments("GET /\\\"", "GET /\\\\\\\""),
        arguments("a\nb\rc\td\0", "a\\x0ab\\x0dc\\x09d\\x00"),
        arguments("\u001b[31m\u007f", "\\x1b[31m\\x7f"),
        arguments("/\u00e4\u00ff%s%n", "/\\xe4\\xff%s%n"));
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void nothingThatAClientSendsEndsTheQuotationOrTheLine(String sent, String written) {
    String line = logged(entry(sent, 200, 1));
    assertEquals("127.0.0.1 - - [10/Oct/2000:20:55:36 +0000] \"" + written + "\" 200 1\n", line);
  }

  @Test
  void linesAreInTheOrderOfTheirEntriesAndAllAreThereAfterTheClose() {
    var entries = new AccessLog.Entry[5_000];
    var expected = new StringBuilder();
    for (int i = 0; i < entries.length; i++) {
      entries[i] = entry("GET /" + i, 200, i + 1);
      expected.append("127.0.0.1 - - [10/Oct/2000:20:55:36 +0000] \"GET /");
      expected.append(i).append("\" 200 ").append(i + 1).append('\n');
    }
    assertEquals(expected.toString(), logged(entries));
  }

  @Test
  void whatIsWrittenIsFlushedWhenNothingIsWaiting() throws InterruptedException {
    var once = new CountDownLatch(1);
    var disk =
        new Disk() {
          @Override
          public void flush() {
            super.flush();
            once.countDown();
          }
        };
    try (var log = new AccessLog(disk, ZoneOffset.UTC)) {
      log.add(entry("GET /", 200, 1));
      once.await();
      assertTrue(disk.flushed.toString().endsWith("\"GET /\" 200 1\n"));
    }
  }

  @Test
  void aDiskThatIsTooSlowHoldsNobodyUpAndWhatIsDroppedIsCounted() throws InterruptedException {
    var writing = new CountDownLatch(1);
    var mayWrite = new CountDownLatch(1);
    var disk =
        new Disk() {
          @Override
          public void write(char[] text, int from, int length) throws IOException {
            writing.countDown();
            try {
              mayWrite.await();
            } catch (InterruptedException ended) {
              throw new IOException(ended);
            }
            super.write(text, from, length);
          }
        };
    int waiting = 8_192;
    AccessLog log = new AccessLog(disk, ZoneOffset.UTC);
    try (log) {
      log.add(entry("GET /", 200, 1));
      writing.await();
      for (int i = 0; i < waiting; i++) {
        log.add(entry("GET /", 200, 1));
      }
      assertEquals(0, log.dropped());
      for (int i = 0; i < 7; i++) {
        log.add(entry("GET /", 200, 1));
      }
      assertEquals(7, log.dropped());
      mayWrite.countDown();
    }
    assertEquals(7, log.dropped());
    assertEquals(waiting + 1, disk.flushed.toString().lines().count());
  }

  @Test
  void aDiskThatIsFullIsToldWhenTheLogIsClosed() {
    var full = new IOException("no space left");
    var disk =
        new Disk() {
          @Override
          public void write(char[] text, int from, int length) throws IOException {
            throw full;
          }
        };
    var log = new AccessLog(disk, ZoneOffset.UTC);
    for (int i = 0; i < 10_000; i++) {
      log.add(entry("GET /", 200, 1));
    }
    assertEquals(full, assertThrows(UncheckedIOException.class, log::close).getCause());
    assertEquals(10_000, log.dropped());
  }
}
