package dev.pruefstand.evidence;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pruefstand.stats.ServerStats;
import dev.pruefstand.stats.StatsJson;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who keeps our statistics is asked; who does not is let alone. */
@Timeout(30)
class ServerCountTest {
  private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n";

  @Test
  void theCountOfOurServersIsRead() {
    var stats = new ServerStats(List.of("/a"));
    stats.answered(2, 0);
    stats.answered(4, 0);
    stats.answeredStats();
    assertEquals(Optional.of(2L), ServerCount.count(HEAD + StatsJson.of(stats.snapshot())));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "HTTP/1.1 404 Not Found\r\n\r\n{\n  \"uptimeMillis\": 1,\n  \"requests\": 2,",
        HEAD + "{\"requests\": 2}",
        HEAD + "<html>\"uptimeMillis\": 1, \"requests\": 2,",
        HEAD + "{\n  \"uptimeMillis\": 1,\n  \"requests\": -2,",
        HEAD + "{\n  \"uptimeMillis\": 1,\n  \"requests\": 99999999999999999999,"
      })
  void whatIsNotOursIsNoCount(String answer) {
    assertTrue(ServerCount.count(answer).isEmpty());
  }

  @Test
  void whoDripsIsNotWaitedForLongerThanASecond() throws Exception {
    try (var listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var over = new CountDownLatch(1);
      Thread.ofVirtual().start(() -> drip(listener, over));
      long began = System.nanoTime();
      Optional<Long> count =
          ServerCount.ask(
              (InetSocketAddress) listener.getLocalSocketAddress(),
              "localhost",
              Duration.ofSeconds(1));
      over.countDown();
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
      assertTrue(count.isEmpty());
      assertTrue(millis >= 900 && millis < 10_000, "gave up after " + millis + " ms");
    }
  }

  private static void drip(ServerSocket listener, CountDownLatch over) {
    try (Socket client = listener.accept()) {
      while (!over.await(50, TimeUnit.MILLISECONDS)) {
        client.getOutputStream().write("H".getBytes(US_ASCII));
      }
    } catch (IOException | InterruptedException gone) {
      // It has given up.
    }
  }
}
