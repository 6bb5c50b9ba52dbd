package dev.pruefstand.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pruefstand.Allocation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class LatestRequestsTest {
  private static final int WRITERS = 4;
  private static final int ROUNDS = 300_000;

  private LatestRequests latest = new LatestRequests();

  private List<Request> copy() {
    var requests = new ArrayList<Request>();
    latest.copyTo(requests);
    return requests;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 99, 100, 101, 199, 200, 1_234})
  void theLatestHundredAreThereTheLastOneFirst(int added) {
    for (int i = 0; i < added; i++) {
      latest.add("/" + i, i % 7, 10L * i, 100L * i);
    }
    List<Request> expected =
        IntStream.iterate(added - 1, i -> i >= Math.max(0, added - 100), i -> i - 1)
            .mapToObj(i -> new Request(10L * i, "/" + i, i % 7, 100L * i))
            .toList();
    assertEquals(expected, copy());
  }

  @Test
  void aPlaceBelongsToOneWriterAtATime() {
    latest = new LatestRequests(1);
    assertTrue(latest.claim(0, 0), "a writer that is now held up");
    latest.add("/other", 200, 1, 1);
    latest.add("/other", 200, 2, 2);
    assertEquals(List.of(), copy(), "nobody else may write, and nothing be read");
  }

  @Test
  void aWriterThatIsARoundBehindLeavesTheNewerEntryAlone() {
    latest = new LatestRequests(2);
    for (int i = 0; i < 4; i++) {
      latest.add("/" + i, i, i, i);
    }
    assertFalse(latest.claim(0, 0));
    assertFalse(latest.claim(1, 1));
    assertEquals(List.of(new Request(3, "/3", 3, 3), new Request(2, "/2", 2, 2)), copy());
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 8, LatestRequests.SIZE})
  void noEntryIsMixedOfTwoHoweverManyWriteAndRead(int size) {
    // In a small ring a writer that is held up is soon overtaken by the others.
    latest = new LatestRequests(size);
    // What an entry holds tells in each of its parts whose it is.
    String[] paths =
        IntStream.range(0, WRITERS * 1_000).mapToObj(i -> "/" + i).toArray(String[]::new);
    try (var writers = Executors.newFixedThreadPool(WRITERS)) {
      var writing =
          CompletableFuture.allOf(
              IntStream.range(0, WRITERS)
                  .mapToObj(w -> CompletableFuture.runAsync(() -> write(paths, w), writers))
                  .toArray(CompletableFuture[]::new));
      long seen = 0;
      do {
        seen += assertWhole(copy());
      } while (!writing.isDone());
      writing.join();
      assertTrue(seen > 0);
    }
    assertWhole(copy());
    for (int i = 0; i < size; i++) {
      latest.add("/0", 0, 0, 0);
    }
    assertEquals(size, copy().size(), "no place is busy for ever");
  }

  private void write(String[] paths, int writer) {
    for (int i = 0; i < ROUNDS; i++) {
      int number = writer * 1_000 + i % 1_000;
      latest.add(paths[number], number, number, number);
    }
  }

  private static int assertWhole(List<Request> requests) {
    for (Request request : requests) {
      int number = request.status();
      assertEquals(new Request(number, "/" + number, number, number), request);
    }
    return requests.size();
  }

  @Test
  void addingAllocatesNothing() {
    Allocation.assertNone(() -> latest.add("/", 200, 1, 2));
  }
}
