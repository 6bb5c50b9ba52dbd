package dev.pruefstand.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pruefstand.server.Server;
import dev.pruefstand.server.ServerConfig;
import dev.pruefstand.site.Site;
import dev.pruefstand.strategy.Strategy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands as a user meets them. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class CommandsTest {
  private static Server server;

  @BeforeAll
  static void serve() throws IOException {
    server = Strategy.POOL.start(ServerConfig.onLoopback(Site.load(Path.of("www")), 2));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String url(String path) {
    return "http://127.0.0.1:" + server.address().getPort() + path;
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "serve", "penetrate", "chart", "strategies"})
  void everyCommandExplainsItself(String command) {
    Commands.Ended ended =
        command.isEmpty() ? Commands.run("--help") : Commands.run(command, "--help");
    assertAll(
        () -> assertEquals(0, ended.exitCode()),
        () -> assertTrue(ended.out().contains("Usage: pruefstand " + command), ended.out()));
  }

  @ParameterizedTest
  @EnumSource
  void everyStrategyIsListedWithAReasonWhereItCannotRun(Strategy strategy) {
    String line =
        Commands.run("strategies")
            .out()
            .lines()
            .filter(each -> each.startsWith(strategy.label() + " "))
            .findFirst()
            .orElseThrow();
    assertTrue(line.contains(strategy.unavailability().orElse(" available ")), line);
  }

  @Test
  void penetrateSendsExactlyAsManyRequestsAsItIsTold() {
    long before = server.stats().answered();
    Commands.Ended ended =
        Commands.run(
            "penetrate", url("/hello.html"), "-n", "501", "-c", "16", "--expect", "www/hello.html");
    assertAll(
        () -> assertEquals(0, ended.exitCode(), ended.err()),
        () -> assertTrue(ended.out().contains("Answered   501 of 501 requests"), ended.out()),
        () -> assertEquals(501, server.stats().answered() - before));
  }

  @Test
  void penetrateStopsWhenTheTimeIsUp() {
    Commands.Ended ended = Commands.run("penetrate", url("/small.html"), "-d", "900ms", "-c", "4");
    assertAll(
        () -> assertEquals(0, ended.exitCode(), ended.err()),
        () -> assertTrue(ended.out().contains(" in flight   0 failed"), ended.out()),
        () -> assertTrue(ended.out().contains("Failed     0"), ended.out()));
  }

  @Test
  void penetrateOpensAConnectionForEachRequestWhenToldTo() {
    long before = server.stats().accepted();
    Commands.run("penetrate", url("/hello.html"), "-n", "40", "-c", "4", "--no-keep-alive");
    // Before and after it asks for the server's own count, each time on a connection of its own.
    assertEquals(40 + 2, server.stats().accepted() - before);
  }

  @Test
  void wrongAnswersAreCountedByKindAndGiveExitCodeThree() {
    Commands.Ended ended =
        Commands.run("penetrate", url("/small.html"), "-n", "10", "--expect", "www/hello.html");
    assertAll(
        () -> assertEquals(3, ended.exitCode(), ended.err()),
        () -> assertTrue(ended.out().contains("Failed     10: {wrong length=10}"), ended.out()));
  }

  @Test
  void aServerThatIsNotThereGivesOneLineAndExitCodeOne() throws IOException {
    int free;
    try (var closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = closed.getLocalPort();
    }
    Commands.Ended ended = Commands.run("penetrate", "http://127.0.0.1:" + free + "/", "-d", "20s");
    assertAll(
        () -> assertEquals(1, ended.exitCode()),
        () -> assertEquals(1, ended.err().lines().count(), ended.err()),
        () -> assertTrue(ended.err().contains("127.0.0.1:" + free), ended.err()));
  }

  @Test
  void aServerThatGoesAwayEndsARunOfManyRequests() throws Exception {
    var listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    Thread server = Thread.ofVirtual().start(() -> answerOnceAndGo(listener));
    String url = "http://127.0.0.1:" + listener.getLocalPort() + "/";
    Commands.Ended ended =
        Commands.run("penetrate", url, "-n", "100", "-c", "1", "--timeout", "300ms");
    server.join();
    assertAll(
        () -> assertEquals(3, ended.exitCode(), ended.err()),
        () -> assertTrue(ended.out().contains("Answered   1 of "), ended.out()));
  }

  private static void answerOnceAndGo(ServerSocket listener) {
    try {
      // That is the question for its statistics.
      listener.accept().close();
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
    try (Socket client = listener.accept()) {
      listener.close();
      client.getInputStream().read(new byte[4096]);
      byte[] answer = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(US_ASCII);
      client.getOutputStream().write(answer);
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }
}
