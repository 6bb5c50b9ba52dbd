package dev.pruefstand.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Crowds that behave badly, and one client that does not: it gets its answer in time, from every
 * server, and of the crowd nothing is left.
 */
@ParameterizedClass
@MethodSource("dev.pruefstand.server.Contender#all")
@Timeout(120)
class NobodyStarvesTest {
  private static final Duration IN_TIME = Duration.ofMillis(100);
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final int WORKERS = 8;

  /** The machine may be busy with something else when one of them is asked. */
  private static final int TRIES = 5;

  private static final OptionalInt SMALL_BUFFER = OptionalInt.of(4 * 1024);

  @Parameter Contender contender;

  private final List<RawClient> crowd = new ArrayList<>();
  private Server server;
  private Remains beforeStart;
  private Remains before;

  private void start(ServerConfig config) throws IOException {
    // Once, so that what the JDK opens for good with the first socket does not count as a leak.
    try (Server warm = contender.start(config)) {
      assertServes(warm);
    }
    beforeStart = Remains.now();
    server = contender.start(config);
    assertServes(server);
    Await.until("nobody there", () -> server.stats().open(), open -> open == 0);
    before = Remains.now();
  }

  private static ServerConfig usual() {
    return ServerConfig.onLoopback(TestSite.SITE, WORKERS);
  }

  @AfterEach
  void stop() throws IOException {
    for (RawClient client : crowd) {
      client.close();
    }
    if (server != null) {
      server.close();
    }
  }

  private RawClient join(OptionalInt buffer) throws IOException {
    var client = new RawClient(server.address(), buffer);
    crowd.add(client);
    return client;
  }

  private static void assertServes(Server server) throws IOException {
    try (var client = new RawClient(server)) {
      client.get("page.html");
      assertArrayEquals(TestSite.file("page.html"), client.answer().body());
    }
  }

  /** A new connection with a request, until its answer is here: the best of a few. */
  private void assertServesInTime(String amid) throws IOException {
    long best = Long.MAX_VALUE;
    for (int i = 0; i < TRIES && best > IN_TIME.toNanos(); i++) {
      long begun = System.nanoTime();
      assertServes(server);
      best = Math.min(best, System.nanoTime() - begun);
    }
    assertTrue(best <= IN_TIME.toNanos(), "amid " + amid + " after " + Duration.ofNanos(best));
  }

  /** Once the crowd has left, or was sent away. */
  private void assertNothingRemains() throws IOException {
    Await.until("nobody there", () -> server.stats().open(), open -> open == 0);
    for (RawClient client : crowd) {
      client.close();
    }
    before.awaitNothingAddedButWorkers();
    assertServes(server);
    server.close();
    beforeStart.assertNothingAdded();
  }

  @Test
  void amidAThousandIdleAndHalfSentRequests() throws IOException {
    contender.mustServeSeveralAtOnce("one is served while a thousand wait");
    start(usual());
    for (int i = 0; i < 1_000; i++) {
      RawClient client = join(OptionalInt.empty());
      switch (i % 4) {
        case 0 -> client.say("GET /page.html HTTP/1.1\nHo");
        case 1 -> client.say("POST /page.html HTTP/1.1\nHost: a\nContent-Length: 9\n\nbody");
        case 2 -> client.get("hello.html");
        default -> {}
      }
      if (i % 100 == 99) {
        assertServesInTime("idle and half-sent requests");
      }
    }
    Await.until("only the crowd", () -> server.stats().open(), open -> open == crowd.size());
    for (RawClient client : crowd) {
      client.close();
    }
    assertNothingRemains();
  }

  @Test
  void amidThoseWhoStopReadingWhichEndsWithTheTimeOfAWrite(@TempDir Path folder)
      throws IOException {
    contender.mustServeSeveralAtOnce("one is served while others do not read");
    start(TestSite.withLargeFile(folder).within(TestSite.times(LONG, LONG, SHORT)));
    for (int i = 0; i < 64; i++) {
      // What the sockets hold is more than huge.html: to be blocked takes several of it, or more.
      join(SMALL_BUFFER)
          .say("GET /" + (i % 2 == 0 ? "large.bin" : "huge.html") + " HTTP/1.1\nHost: a\n\n");
      crowd.getLast().say("GET /huge.html HTTP/1.1\nHost: a\n\n".repeat(20));
      assertServesInTime("readers that stop");
    }
    for (int i = 0; i < TRIES; i++) {
      assertServesInTime("readers that have stopped");
    }
    // They stay connected: it is the server that ends it.
    assertNothingRemains();
  }

  @Test
  void amidResetsInMidAnswer() throws IOException {
    start(usual());
    for (int i = 0; i < 2_000; i++) {
      try (var client = new RawClient(server.address(), SMALL_BUFFER)) {
        client.get("huge.html");
        if (i % 2 == 0) {
          client.answerToHead();
        }
        client.reset();
      }
      if (i % 100 == 99) {
        assertServesInTime("resets");
      }
    }
    assertNothingRemains();
  }

  @Test
  void amidThoseWhoLeaveInMidHeader() throws IOException {
    start(usual());
    for (int i = 0; i < 300; i++) {
      try (var client = new RawClient(server)) {
        client.say("GET /page.html HTTP/1.1\nHost: a\nX: ");
        if (i % 3 == 0) {
          client.reset();
        } else if (i % 3 == 1) {
          client.endOutput();
        }
      }
      if (i % 30 == 29) {
        assertServesInTime("those who leave");
      }
    }
    assertNothingRemains();
  }

  /** Readers who take whatever they are given, and have asked for more than they can take. */
  @Test
  void amidThoseWhoReadAsFastAsTheyCan() throws Exception {
    contender.mustServeSeveralAtOnce("one is served while others get long answers");
    start(usual());
    List<Thread> readers = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      RawClient client = join(OptionalInt.empty());
      client.say("GET /huge.html HTTP/1.1\nHost: a\n\n".repeat(600));
      readers.add(Thread.ofPlatform().start(() -> readOn(client)));
    }
    for (int i = 0; i < 10; i++) {
      assertServesInTime("greedy readers");
    }
    for (RawClient client : crowd) {
      client.close();
    }
    for (Thread reader : readers) {
      reader.join();
    }
    assertNothingRemains();
  }

  private static void readOn(RawClient client) {
    try {
      while (client.read(64 * 1024).length > 0) {
        Thread.onSpinWait();
      }
    } catch (IOException closed) {
      // By the test, when it has seen enough.
    }
  }
}
