package dev.pruefstand.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pruefstand.server.Server;
import dev.pruefstand.server.ServerConfig;
import dev.pruefstand.site.Site;
import dev.pruefstand.strategy.Strategy;
import dev.pruefstand.trial.LoadRecord;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code penetrate} says of a run, what it leaves in files, and how it ends. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class PenetrateCommandTest {
  private static Server server;

  @BeforeAll
  static void serve() throws IOException {
    server = Strategy.EVENT_LOOP.start(ServerConfig.onLoopback(Site.load(Path.of("www")), 2));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String url() {
    return "http://127.0.0.1:" + server.address().getPort() + "/hello.html";
  }

  /** A machine that builds is not quiet, and a run of less than a second is not judged by that. */
  @Test
  void aSoundRunIsValid() {
    Commands.Ended ended = Commands.run("penetrate", url(), "-n", "200", "-c", "4");
    assertAll(
        () -> assertEquals(0, ended.exitCode(), ended.out()),
        () -> assertTrue(ended.out().contains("✓ every answer is right"), ended.out()),
        () -> assertTrue(ended.out().contains("200 written, 200 counted by the server")),
        () -> assertTrue(ended.out().contains("– Little's law holds"), ended.out()),
        () -> assertTrue(ended.out().contains("\nValid: "), ended.out()),
        () -> assertFalse(ended.out().contains("\nResponse"), ended.out()));
  }

  @Test
  void whatDoesNotHoldIsSaidAndGivesExitCodeThree() {
    Commands.Ended ended =
        Commands.run("penetrate", url() + "x", "-n", "10", "-c", "1", "--timeout", "1s");
    assertAll(
        () -> assertEquals(3, ended.exitCode(), ended.out()),
        () -> assertTrue(ended.out().contains("Statuses   404: 10"), ended.out()),
        () -> assertTrue(ended.out().contains("✗ every answer is right"), ended.out()),
        () -> assertTrue(ended.out().contains("\nNot valid. What does not hold: every answer")));
  }

  @Test
  void theStatisticsThemselvesAreNotCounted() {
    String stats = "http://127.0.0.1:" + server.address().getPort() + "/stats.json";
    Commands.Ended ended = Commands.run("penetrate", stats, "-n", "1", "-c", "1");
    assertTrue(
        ended.out().contains("not judged: the server counts requests for its statistics apart"),
        ended.out());
  }

  @Test
  void anOpenLoopShowsAllClocksAndLeavesThemInFiles(@TempDir Path folder) throws IOException {
    Path json = folder.resolve("run.json");
    Path hlog = folder.resolve("run.hlog");
    Path csv = folder.resolve("run.csv");
    Commands.Ended ended =
        Commands.run(
            "penetrate",
            url(),
            "--rate=500",
            "--duration=900ms",
            "--warmup=200ms",
            "--connections=4",
            "--json=" + json,
            "--hlog=" + hlog,
            "--csv=" + csv);
    LoadRecord record;
    try (BufferedReader in = Files.newBufferedReader(json)) {
      record = LoadRecord.read(in);
    }
    assertEquals(
        List.of("response", "service", "firstByte", "connect", "lag", "lateness"),
        List.copyOf(record.clocks().keySet()));
    for (String clock :
        List.of("Response", "Service", "First byte", "Connect", "Lag", "Lateness")) {
      assertTrue(ended.out().contains("\n" + clock + " "), ended.out());
    }
    assertAll(
        () -> assertEquals(record.certificate().isValid() ? 0 : 3, ended.exitCode(), ended.out()),
        () -> assertEquals(record.certificate().isValid(), ended.out().contains("\nValid: ")),
        () -> assertEquals(450, record.requests().planned()),
        () -> assertEquals(450, record.requests().answered()),
        () -> assertEquals(550, record.requests().written()),
        () -> assertEquals("open", record.plan().model()),
        () -> assertEquals(0.9, record.measuredSeconds(), 1e-6),
        () -> assertEquals(450, record.clocks().get("response").count()),
        () -> assertFalse(record.endedEarly()));
    try (var log = new HistogramLogReader(hlog.toFile())) {
      var response = (Histogram) log.nextIntervalHistogram();
      assertEquals("response", response.getTag());
      assertEquals(record.clocks().get("response").maxNanos(), response.getMaxValue());
    }
    List<String> lines = Files.readAllLines(csv);
    assertEquals(record.seconds().size() + 1, lines.size());
    assertTrue(lines.getFirst().startsWith("second,warmup,written,answered,"), lines.getFirst());
    assertEquals(lines.getFirst().split(",", -1).length, lines.get(1).split(",", -1).length);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--json", "--hlog", "--csv"})
  void aFileThatCannotBeWrittenIsFoundBeforeTheLoad(String option) {
    long before = server.stats().answered();
    Commands.Ended ended = Commands.run("penetrate", url(), option, "no/such/folder/file");
    assertAll(
        () -> assertEquals(2, ended.exitCode()),
        () ->
            assertEquals(
                "expected a file that can be written after "
                    + option
                    + ", found no/such/folder/file",
                ended.err().strip()),
        () -> assertEquals(before, server.stats().answered()));
  }

  @Test
  void twoOutputsInOneFileAreRefused(@TempDir Path folder) {
    String file = folder.resolve("x").toString();
    Commands.Ended ended = Commands.run("penetrate", url(), "--json", file, "--csv", file);
    assertEquals(2, ended.exitCode());
    assertTrue(ended.err().contains("expected different files"), ended.err());
  }

  @Test
  void aSignalEndsItEarlyAndItStillReports(@TempDir Path folder) throws Exception {
    Path json = folder.resolve("run.json");
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.addAll(List.of(Pruefstand.class.getName(), "penetrate", url(), "-d", "50s", "-c", "2"));
    command.addAll(List.of("--json", json.toString()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      String line = out.readLine();
      while (line != null && !line.contains("requests/s")) {
        line = out.readLine();
      }
      process.toHandle().destroy();
      String end = String.join("\n", out.lines().toList());
      int code = process.waitFor();
      assertTrue(end.contains("(ended early)"), end);
      assertTrue(end.contains("\nCertificate\n"), end);
      assertEquals(end.contains("\nValid: ") ? 0 : 3, code, end);
    } finally {
      process.destroyForcibly();
    }
    try (BufferedReader in = Files.newBufferedReader(json)) {
      LoadRecord record = LoadRecord.read(in);
      assertTrue(record.endedEarly());
      assertTrue(record.measuredSeconds() < 40, "measured " + record.measuredSeconds());
    }
  }
}
