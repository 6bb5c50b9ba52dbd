package dev.pruefstand.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Timeout(60)
class ServerStatsTest {
  private static final ServerStats.Snapshot SNAPSHOT =
      new ServerStats.Snapshot(12_345, 7, 3, 1_000, 20, 30, 4, 5, 1_234_567);

  @Test
  void everyCounterCountsItsOwn() {
    var stats = new ServerStats();
    stats.opened();
    stats.opened();
    stats.opened();
    stats.closed();
    int[] families = {2, 2, 2, 2, 3, 3, 3, 4, 4, 5};
    for (int family : families) {
      stats.answered(family);
    }
    stats.answeredStats();
    stats.sent(100);
    stats.sent(0);
    stats.sent(1L << 40);
    ServerStats.Snapshot now = stats.snapshot();
    assertEquals(
        new ServerStats.Snapshot(now.uptimeMillis(), 3, 1, 4, 3, 2, 1, 1, (1L << 40) + 100), now);
    assertEquals(10, now.answered());
    assertEquals(2, now.open());
  }

  @Test
  void nothingIsLostWhenManyThreadsCount() {
    var stats = new ServerStats();
    CompletableFuture.allOf(
            IntStream.range(0, 8)
                .mapToObj(
                    thread ->
                        CompletableFuture.runAsync(
                            () -> {
                              for (int i = 0; i < 10_000; i++) {
                                stats.answered(2);
                                stats.sent(3);
                              }
                            }))
                .toArray(CompletableFuture[]::new))
        .join();
    assertEquals(80_000, stats.snapshot().answered());
    assertEquals(240_000, stats.snapshot().bytesSent());
  }

  @Test
  void theJsonHoldsEveryCounter() {
    JsonNode json = JsonMapper.shared().readTree(SNAPSHOT.json());
    assertEquals(12_345, json.get("uptimeMillis").asLong());
    assertEquals(1_054, json.get("requests").asLong());
    assertEquals(1_000, json.get("status2xx").asLong());
    assertEquals(20, json.get("status3xx").asLong());
    assertEquals(30, json.get("status4xx").asLong());
    assertEquals(4, json.get("status5xx").asLong());
    assertEquals(5, json.get("statsRequests").asLong());
    assertEquals(1_234_567, json.get("bytesSent").asLong());
    assertEquals(4, json.get("connectionsOpen").asLong());
    assertEquals(7, json.get("connectionsTotal").asLong());
    assertEquals(10, json.size());
  }

  @Test
  void thePageHoldsTheCountersForPeople() {
    String html = SNAPSHOT.html();
    for (String row :
        new String[] {
          "up for<td>12 s",
          "requests answered<td>1,054",
          "(2xx)<td>1,000",
          "(3xx)<td>20",
          "(4xx)<td>30",
          "(5xx)<td>4",
          "bytes sent<td>1,234,567",
          "connections open<td>4",
          "connections in total<td>7"
        }) {
      assertTrue(html.contains(row + "\n"), row);
    }
    assertTrue(html.contains("width: 100%;"));
  }

  @Test
  void digitsAreAsciiWhateverTheLocale() {
    String json = SNAPSHOT.json();
    String html = SNAPSHOT.html();
    Locale before = Locale.getDefault();
    try {
      for (String tag : new String[] {"ar-EG-u-nu-arab", "de-CH"}) {
        Locale.setDefault(Locale.forLanguageTag(tag));
        assertEquals(json, SNAPSHOT.json());
        assertEquals(html, SNAPSHOT.html());
      }
    } finally {
      Locale.setDefault(before);
    }
  }
}
