package dev.pruefstand.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pruefstand.server.Await;
import dev.pruefstand.server.RawClient;
import dev.pruefstand.strategy.Strategy;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code serve} in a process of its own, from its first line to its end by a signal. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ServeCommandTest {
  private static final String LAST_LINE = "Statistics at /stats. Ctrl-C stops.";

  private Process process;

  private BufferedReader serve(String... options) throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.addAll(List.of(Pruefstand.class.getName(), "serve", "--port", "0"));
    command.addAll(Arrays.asList(options));
    process = new ProcessBuilder(command).redirectErrorStream(true).start();
    return process.inputReader(StandardCharsets.UTF_8);
  }

  @AfterEach
  void end() {
    process.destroyForcibly();
  }

  /** What it prints until it serves. */
  private static List<String> untilItServes(BufferedReader out) throws IOException {
    var lines = new ArrayList<String>();
    String line;
    do {
      line = out.readLine();
      lines.add(line);
    } while (line != null && !line.equals(LAST_LINE));
    return lines;
  }

  private static List<URI> addresses(List<String> lines) {
    return lines.stream()
        .filter(line -> line.contains("http://"))
        .map(line -> URI.create(line.substring(line.indexOf("http://"))))
        .toList();
  }

  private static byte[] get(URI server, String path) throws IOException {
    try (var body = server.resolve(path).toURL().openStream()) {
      return body.readAllBytes();
    }
  }

  @Test
  void allStartsOneServerPerStrategyAndEndsThemAllOnASignal() throws Exception {
    BufferedReader out = serve("--type", "all");
    List<String> lines = untilItServes(out);
    List<URI> servers = addresses(lines);
    long available = Stream.of(Strategy.values()).filter(s -> s.unavailability().isEmpty()).count();
    assertEquals(available, servers.size(), lines.toString());
    assertTrue(lines.getFirst().startsWith("Serving www: "), lines.toString());
    byte[] expected = Files.readAllBytes(Path.of("www/hello.html"));
    for (URI server : servers) {
      assertArrayEquals(expected, get(server, "/hello.html"));
    }
    process.toHandle().destroy();
    List<String> end = out.lines().toList();
    assertAll(
        () -> assertEquals(0, process.waitFor()),
        () -> assertEquals(available, end.size(), end.toString()),
        () -> assertTrue(end.getFirst().contains("stopped after 1 requests"), end.toString()));
  }

  /** The first one's end is not what the others wait for. */
  @Test
  void allServersDrainAtTheSameTime() throws Exception {
    List<URI> servers = addresses(untilItServes(serve("--type", "all")));
    List<RawClient> begun = new ArrayList<>();
    try {
      for (URI server : servers) {
        begun.add(new RawClient(address(server), OptionalInt.empty()));
        begun.getLast().say("GET /hello.html HTTP/1.1\nHo");
      }
      process.toHandle().destroy();
      for (URI server : servers) {
        Await.until(
            "connecting to be refused",
            () -> RawClient.isRefused(address(server)) ? 1 : 0,
            is -> is == 1);
      }
      byte[] expected = Files.readAllBytes(Path.of("www/hello.html"));
      for (RawClient client : begun.reversed()) {
        client.say("st: a\n\n");
        assertArrayEquals(expected, client.answer().body());
      }
    } finally {
      for (RawClient client : begun) {
        client.close();
      }
    }
    assertEquals(0, process.waitFor());
  }

  private static InetSocketAddress address(URI server) {
    return new InetSocketAddress(server.getHost(), server.getPort());
  }

  @Test
  void theAccessLogHasALinePerRequest(@TempDir Path folder) throws Exception {
    Path log = folder.resolve("access.log");
    BufferedReader out = serve("--type", "pool", "--access-log", log.toString());
    URI server = addresses(untilItServes(out)).getFirst();
    get(server, "/small.html");
    get(server, "/stats");
    process.toHandle().destroy();
    assertEquals(0, process.waitFor());
    List<String> lines = Files.readAllLines(log);
    // The statistics are counted apart, but they were asked for.
    assertEquals(2, lines.size(), lines.toString());
    String expected =
        "127\\.0\\.0\\.1 - - \\[.* [+-]\\d{4}] \"GET /small\\.html HTTP/1\\.1\" 200 798";
    assertTrue(lines.getFirst().matches(expected), lines.toString());
  }

  @Test
  void limitsAreSetByOptions() throws Exception {
    BufferedReader out = serve("--max-line", "100", "--type", "pool");
    URI server = addresses(untilItServes(out)).getFirst();
    var connection =
        (java.net.HttpURLConnection) server.resolve("/" + "a".repeat(100)).toURL().openConnection();
    assertEquals(414, connection.getResponseCode());
  }
}
