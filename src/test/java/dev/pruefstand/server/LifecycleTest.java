package dev.pruefstand.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Starting and stopping every server: nothing is left behind, whatever was going on. */
@ParameterizedClass
@MethodSource("dev.pruefstand.server.Contender#all")
@Timeout(60)
class LifecycleTest {
  private static final long ONE_SECOND = Duration.ofSeconds(1).toNanos();

  @Parameter Contender contender;

  private final List<RawClient> clients = new ArrayList<>();
  private Server server;
  private Remains before;

  @BeforeEach
  void count() throws IOException {
    // Once, so that what the JDK opens for good with the first socket does not count as a leak.
    try (Server running = contender.start(TestSite.config())) {
      assertServes(running);
    }
    before = Remains.now();
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  /** Starts the server that the test stops, or else {@link #stop}. */
  private Server start(ServerConfig config) {
    server = contender.start(config);
    return server;
  }

  private void assertNothingRemains() throws IOException {
    for (RawClient client : clients) {
      client.close();
    }
    before.assertNothingAdded();
  }

  private static void assertServes(Server server) throws IOException {
    try (var client = new RawClient(server)) {
      client.get("page.html");
      assertArrayEquals(TestSite.file("page.html"), client.answer().body());
    }
  }

  private RawClient connect(Server server) throws IOException {
    var client = new RawClient(server);
    clients.add(client);
    return client;
  }

  @Test
  void aRunningServerHasThreadsAndDescriptorsSoThatLeaksWouldBeSeen() throws IOException {
    try (Server running = contender.start(TestSite.config())) {
      assertServes(running);
      Remains now = Remains.now();
      assertTrue(now.sockets() > before.sockets());
      assertEquals(contender.hasPoller(), now.pollers() > before.pollers());
      assertTrue(now.threadsSince(before).size() > 0);
    }
    assertNothingRemains();
  }

  @Test
  void theSystemChoosesAPortAndTheServerTellsIt() throws IOException {
    try (Server first = contender.start(TestSite.config());
        Server second = contender.start(TestSite.config())) {
      assertTrue(first.address().getPort() > 0);
      assertTrue(first.address().getPort() != second.address().getPort());
      assertServes(first);
      assertServes(second);
    }
    assertNothingRemains();
  }

  @Test
  void aPortThatIsTakenIsNamedAndNothingIsLeftOfTheAttempt() throws IOException {
    try (Server first = contender.start(TestSite.config())) {
      Remains alone = Remains.now();
      ServerConfig same = TestSite.config().at(first.address());
      for (int i = 0; i < 3; i++) {
        var failure = assertThrows(RuntimeException.class, () -> contender.start(same).close());
        String message = failure.getMessage();
        assertTrue(message.contains(first.address().toString()), message);
        assertTrue(message.contains("Address already in use"), message);
        assertTrue(!message.contains("Exception"), message);
      }
      alone.assertNothingAdded();
      assertServes(first);
    }
    assertNothingRemains();
  }

  @Test
  void afterStoppingThePortIsFreeAndNobodyIsServed() throws IOException {
    start(TestSite.config());
    RawClient kept = connect(server);
    kept.get("hello.html");
    kept.answer();
    server.close();
    assertEquals(0, kept.restOrReset().length);
    assertThrows(IOException.class, () -> connect(server));
    try (Server next = contender.start(TestSite.config().at(server.address()))) {
      assertEquals(server.address(), next.address());
      assertServes(next);
    }
    assertNothingRemains();
  }

  @Test
  void stoppingTakesNoTimeWhateverTheConnectionsAreAbout(@TempDir Path folder) throws IOException {
    contender.mustServeSeveralAtOnce("hundreds are answered and stay");
    start(TestSite.withLargeFile(folder));
    for (int i = 0; i < 200; i++) {
      connect(server).get("hello.html");
      clients.getLast().answer();
    }
    for (int i = 0; i < 100; i++) {
      connect(server).say("GET /hello.html HTTP/1.1\nHo");
    }
    for (int i = 0; i < 30; i++) {
      connect(server).get("large.bin");
      clients.getLast().answerToHead();
    }
    for (int i = 0; i < 30; i++) {
      connect(server).say("nonsense\n\n");
      clients.getLast().answer();
    }
    long begun = System.nanoTime();
    server.close();
    long nanos = System.nanoTime() - begun;
    assertTrue(nanos < ONE_SECOND, "stopped after " + nanos / 1_000_000 + " ms");
    assertEquals(0, server.stats().open());
    assertNothingRemains();
  }

  @Test
  void stoppingAgainAndFromSeveralThreadsDoesNothingMore() throws Exception {
    start(TestSite.config());
    connect(server).get("huge.html");
    var go = new CountDownLatch(1);
    List<Throwable> thrown = new ArrayList<>();
    List<Thread> stoppers = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Thread stopper =
          Thread.ofPlatform()
              .uncaughtExceptionHandler(
                  (thread, fault) -> {
                    synchronized (thrown) {
                      thrown.add(fault);
                    }
                  })
              .start(
                  () -> {
                    try {
                      go.await();
                      server.close();
                    } catch (InterruptedException fault) {
                      throw new AssertionError(fault);
                    }
                  });
      stoppers.add(stopper);
    }
    go.countDown();
    for (Thread stopper : stoppers) {
      stopper.join();
    }
    server.close();
    assertEquals(List.of(), thrown);
    assertNothingRemains();
  }

  @Test
  void aThreadThatIsInterruptedStopsTheServerAllTheSameAndStaysInterrupted() throws IOException {
    start(TestSite.config());
    connect(server).get("huge.html");
    Thread.currentThread().interrupt();
    server.close();
    assertTrue(Thread.interrupted());
    assertNothingRemains();
  }

  @Test
  void aServerThatIsBusyStopsAndLeavesNothing() throws Exception {
    start(TestSite.config());
    var answered = new CountDownLatch(200);
    List<Thread> users = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      users.add(Thread.ofPlatform().start(() -> askUntilTheEnd(server, answered)));
    }
    answered.await();
    server.close();
    for (Thread user : users) {
      user.join();
    }
    assertNothingRemains();
  }

  private static void askUntilTheEnd(Server server, CountDownLatch answered) {
    try (var client = new RawClient(server)) {
      while (true) {
        client.get("map.png");
        client.answer();
        answered.countDown();
      }
    } catch (IOException ended) {
      // What this waits for: the server has stopped.
    }
  }

  @Test
  void manyLivesUnderSomeLoadLeaveNothing() throws IOException {
    contender.mustServeSeveralAtOnce("six are connected and three answered in turn");
    for (int life = 0; life < 50; life++) {
      try (Server running = contender.start(TestSite.config())) {
        for (int i = 0; i < 6; i++) {
          connect(running).get("page.html");
        }
        for (int i = 0; i < 3; i++) {
          assertArrayEquals(TestSite.file("page.html"), clients.get(i).answer().body());
        }
      }
      for (RawClient client : clients) {
        client.close();
      }
      clients.clear();
    }
    assertNothingRemains();
  }
}
