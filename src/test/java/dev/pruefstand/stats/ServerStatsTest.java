package dev.pruefstand.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ServerStatsTest {
  private static final int THREADS = 8;
  private static final int ROUNDS = 10_000;

  private final ServerStats stats = new ServerStats(List.of("/a", "/b", "/c"));

  @Test
  void everyCounterCountsItsOwn() {
    stats.opened();
    stats.opened();
    stats.opened();
    stats.closed();
    stats.answered(2, 1);
    stats.answered(2, 1);
    stats.answered(3, 0);
    stats.answered(4, ServerStats.OTHER_PATH);
    stats.answered(5, ServerStats.OTHER_PATH);
    stats.answeredStats();
    stats.sent(100);
    stats.sent(0);
    stats.sent(1L << 40);
    Snapshot now = stats.snapshot();
    assertEquals(3, now.accepted());
    assertEquals(1, now.closed());
    assertEquals(2, now.open());
    assertEquals(List.of(0L, 0L, 2L, 1L, 1L, 1L), now.byFamily());
    assertEquals(5, now.answered());
    assertEquals(List.of("/b", "/a"), List.copyOf(now.byPath().keySet()), "most often first");
    assertEquals(Map.of("/b", 2L, "/a", 1L), now.byPath());
    assertEquals(2, now.otherPaths());
    assertEquals(1, now.statsRequests());
    assertEquals((1L << 40) + 100, now.bytesSent());
    assertTrue(now.latest().isEmpty());
  }

  @Test
  void aServedRequestIsAmongTheLatestAtItsTime() {
    long before = System.currentTimeMillis();
    long now = System.nanoTime();
    stats.served("/a", 200, now - 5_000, now);
    Request request = stats.snapshot().latest().getFirst();
    assertEquals("/a", request.path());
    assertEquals(200, request.status());
    assertEquals(5_000, request.serviceNanos());
    // The two clocks may be set against each other by a little.
    assertEquals(before, request.endedMillis(), 1_000);
  }

  @Test
  void theLatestOfAllThreadsAreSortedByTimeAndAsManyAsTheRing() {
    long start = System.nanoTime();
    inThreads(
        (thread, i) ->
            stats.served("/" + thread, 200, start, start + (i * 8L + thread) * 1_000_000));
    List<Request> latest = stats.snapshot().latest();
    assertEquals(LatestRequests.SIZE, latest.size());
    for (int i = 1; i < latest.size(); i++) {
      assertTrue(latest.get(i - 1).endedMillis() >= latest.get(i).endedMillis());
    }
  }

  @Test
  void requestsOfTheSameMillisecondAreInTheirOrder() {
    long now = System.nanoTime();
    for (int i = 0; i < 250; i++) {
      stats.served("/" + i, 200, now, now);
    }
    List<Request> latest = stats.snapshot().latest();
    assertEquals("/249", latest.getFirst().path());
    assertEquals("/150", latest.getLast().path());
  }

  @Test
  void nothingIsLostWhenManyThreadsCount() {
    var reading = CompletableFuture.runAsync(() -> assertNeverLess(stats));
    inThreads(
        (thread, i) -> {
          stats.opened();
          stats.answered(2 + i % 4, i % 4 - 1);
          stats.sent(3);
          stats.served("/a", 200, 0, 1_000);
          stats.closed();
        });
    reading.join();
    Snapshot now = stats.snapshot();
    long all = (long) THREADS * ROUNDS;
    long quarter = all / 4;
    assertEquals(List.of(0L, 0L, quarter, quarter, quarter, quarter), now.byFamily());
    assertEquals(Map.of("/a", quarter, "/b", quarter, "/c", quarter), now.byPath());
    assertEquals(quarter, now.otherPaths());
    assertEquals(3 * all, now.bytesSent());
    assertEquals(all, now.serviceNanos().getTotalCount());
    assertEquals(all, now.accepted());
    assertEquals(0, now.open());
  }

  private static void assertNeverLess(ServerStats stats) {
    long before = 0;
    for (int i = 0; i < 100; i++) {
      Snapshot now = stats.snapshot();
      assertTrue(now.answered() >= before);
      assertTrue(now.open() >= 0, "a connection was closed before it was accepted");
      before = now.answered();
    }
  }

  @Test
  void thePathsWithACounterOfTheirOwnAreBounded() {
    var many = new ServerStats(IntStream.range(0, 5_000).mapToObj(i -> "/" + i).toList());
    for (int i = 0; i < 5_000; i++) {
      many.answered(2, i);
    }
    Snapshot now = many.snapshot();
    assertEquals(1_000, now.byPath().size());
    assertFalse(now.byPath().containsKey("/1000"));
    assertEquals(4_000, now.otherPaths());
  }

  private interface Counting {
    void count(int thread, int i);
  }

  private static void inThreads(Counting counting) {
    try (var threads = Executors.newFixedThreadPool(THREADS)) {
      CompletableFuture.allOf(
              IntStream.range(0, THREADS)
                  .mapToObj(
                      thread ->
                          CompletableFuture.runAsync(
                              () -> {
                                for (int i = 0; i < ROUNDS; i++) {
                                  counting.count(thread, i);
                                }
                              },
                              threads))
                  .toArray(CompletableFuture[]::new))
          .join();
    }
  }
}
