package dev.pruefstand.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pruefstand.server.Server;
import dev.pruefstand.server.ServerConfig;
import dev.pruefstand.site.Site;
import dev.pruefstand.strategy.Strategy;
import dev.pruefstand.trial.LimitRecord;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code penetrate --find-limit} says, leaves in its file, and how it ends. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class FindLimitTest {
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

  private static LimitRecord read(Path json) throws IOException {
    try (BufferedReader in = Files.newBufferedReader(json)) {
      return LimitRecord.read(in);
    }
  }

  /** No server answers within a microsecond. */
  @Test
  void anObjectiveThatNobodyKeepsGivesExitCodeThreeAndEachRunHasItsCertificate(@TempDir Path folder)
      throws IOException {
    Path json = folder.resolve("limit.json");
    Commands.Ended ended =
        Commands.run(
            "penetrate",
            url(),
            "--find-limit",
            "--slo=p99.9<1us",
            "--step=100ms",
            "--repetitions=1",
            "--rate=40",
            "--json=" + json);
    LimitRecord record = read(json);
    assertAll(
        () -> assertEquals(3, ended.exitCode(), ended.out()),
        () -> assertTrue(ended.out().contains("keeps p99.9 < 1 µs at no rate: even 10/s break it")),
        () -> assertTrue(ended.out().contains("\n  ✓ every answer is right"), ended.out()),
        () -> assertTrue(ended.out().endsWith("\nNot valid: no limit was found.\n"), ended.out()),
        () -> assertEquals("Not valid: no limit was found.", record.verdict()),
        () -> assertEquals("p99.9 < 1 µs", record.objective().description()),
        () -> assertEquals(40, record.plan().requestsPerSecond()),
        () -> assertEquals(List.of(), record.beyond().runs()),
        () -> assertEquals(0, record.limit().requestsPerSecond()),
        () -> assertFalse(record.endedEarly()));
    assertEquals(
        List.of(40.0, 20.0, 10.0),
        record.steps().stream().map(LimitRecord.Step::requestsPerSecond).toList());
    for (LimitRecord.Step step : record.steps()) {
      assertFalse(step.kept());
      for (LimitRecord.Run run : step.repetitions()) {
        // Those of an open loop, and one more for an objective beyond the p99.
        assertEquals(9, run.certificate().checks().size());
      }
    }
  }

  @Test
  void whereThereIsNoServerItCouldNotRun() {
    Commands.Ended ended =
        Commands.run("penetrate", "http://127.0.0.1:1/", "--find-limit", "--slo=p99<1s");
    assertEquals(1, ended.exitCode(), ended.out());
    assertEquals(1, ended.err().lines().count(), ended.err());
  }

  @Test
  void aFileThatCannotBeWrittenIsFoundBeforeTheSearch() {
    long before = server.stats().answered();
    Commands.Ended ended =
        Commands.run(
            "penetrate", url(), "--find-limit", "--slo=p99<1s", "--json=no/such/folder/file");
    assertEquals(2, ended.exitCode(), ended.out());
    assertEquals(before, server.stats().answered());
  }

  @Test
  void aSignalEndsItEarlyAndItStillReports(@TempDir Path folder) throws Exception {
    Path json = folder.resolve("limit.json");
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.addAll(List.of(Pruefstand.class.getName(), "penetrate", url(), "--find-limit"));
    command.addAll(List.of("--slo=max<10s", "--rate=10", "--step=500ms", "--repetitions=1"));
    command.add("--json=" + json);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      String line = out.readLine();
      while (line != null && !line.contains("requests/s   p50")) {
        line = out.readLine();
      }
      process.toHandle().destroy();
      String end = String.join("\n", out.lines().toList());
      assertEquals(3, process.waitFor(), end);
      assertTrue(end.contains("ended early: "), end);
      assertTrue(end.endsWith("\nNot valid: the search was ended early."), end);
    } finally {
      process.destroyForcibly();
    }
    LimitRecord record = read(json);
    assertTrue(record.endedEarly());
    assertFalse(record.valid());
  }
}
