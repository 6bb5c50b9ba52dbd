package dev.pruefstand.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Stopping every server gently. */
@ParameterizedClass
@MethodSource("dev.pruefstand.server.Contender#all")
@Timeout(60)
class DrainTest {
  private static final Duration AMPLE = Duration.ofSeconds(30);
  private static final Duration SOON = Duration.ofSeconds(2);
  private static final Duration BRIEF = Duration.ofMillis(300);
  private static final OptionalInt SMALL_BUFFER = OptionalInt.of(16 * 1024);

  @Parameter Contender contender;

  private final List<RawClient> clients = new ArrayList<>();
  private Server server;

  private void start(ServerConfig config) {
    server = contender.start(config);
  }

  @AfterEach
  void stop() throws IOException {
    for (RawClient client : clients) {
      client.close();
    }
    if (server != null) {
      server.close();
    }
  }

  private RawClient connect(OptionalInt buffer) throws IOException {
    var client = new RawClient(server.address(), buffer);
    clients.add(client);
    return client;
  }

  private RawClient connect() throws IOException {
    return connect(OptionalInt.empty());
  }

  /** Begins to drain, and waits until nobody can connect any more. */
  private CompletableFuture<Integer> drain(Duration atMost) throws IOException {
    var cutOff = new CompletableFuture<Integer>();
    Thread.ofPlatform().start(() -> cutOff.complete(server.drain(atMost)));
    Await.until(
        "connecting to be refused",
        () -> RawClient.isRefused(server.address()) ? 1 : 0,
        refused -> refused == 1);
    return cutOff;
  }

  private int drainWithin(Duration expected, Duration atMost) {
    long begun = System.nanoTime();
    int cutOff = server.drain(atMost);
    Duration took = Duration.ofNanos(System.nanoTime() - begun);
    assertTrue(took.compareTo(expected) < 0, "drained after " + took);
    return cutOff;
  }

  @Test
  void aServerWithoutConnectionsIsDrainedAtOnceAndMayBeClosedAndDrainedAgain() {
    start(TestSite.config());
    assertEquals(0, drainWithin(SOON, AMPLE));
    server.close();
    assertEquals(0, server.drain(AMPLE));
  }

  @Test
  void aServerThatIsClosedHasNothingToDrain() {
    start(TestSite.config());
    server.close();
    assertEquals(0, drainWithin(SOON, AMPLE));
  }

  @Test
  void idleConnectionsAreClosedAtOnceAndAreNotCutOff() throws IOException {
    contender.mustServeSeveralAtOnce("fifty that stay are answered in turn");
    start(TestSite.config());
    for (int i = 0; i < 100; i++) {
      RawClient client = connect();
      if (i % 2 == 0) {
        client.get("page.html");
        client.answer();
      }
    }
    assertEquals(0, drainWithin(SOON, AMPLE));
    for (RawClient client : clients) {
      assertEquals(0, client.rest().length);
    }
    assertEquals(0, server.stats().open());
  }

  @Test
  void whatHasBeenAskedForIsStillAnswered() throws IOException {
    contender.mustServeSeveralAtOnce("twenty linger after their last answers");
    start(TestSite.config());
    for (int i = 0; i < 20; i++) {
      connect().get("page.html");
    }
    assertEquals(0, drainWithin(SOON, AMPLE));
    for (RawClient client : clients) {
      assertArrayEquals(TestSite.file("page.html"), client.answer().body());
      assertEquals(0, client.rest().length);
    }
  }

  @Test
  void aSlowReaderGetsItsWholeAnswerAndOthersAreRefusedMeanwhile(@TempDir Path folder)
      throws Exception {
    start(TestSite.withLargeFile(folder));
    RawClient reader = connect(SMALL_BUFFER);
    reader.get("large.bin");
    reader.answerToHead();
    CompletableFuture<Integer> cutOff = drain(AMPLE);
    assertThrows(ConnectException.class, () -> new RawClient(server));
    assertArrayEquals(TestSite.large(), reader.read(TestSite.LARGE_BYTES));
    assertEquals(0, reader.rest().length);
    assertEquals(0, cutOff.get());
  }

  @Test
  void whatWasAskedForDuringALongAnswerIsAnsweredToo(@TempDir Path folder) throws Exception {
    start(TestSite.withLargeFile(folder));
    RawClient reader = connect(SMALL_BUFFER);
    reader.get("large.bin");
    reader.answerToHead();
    reader.get("hello.html");
    CompletableFuture<Integer> cutOff = drain(AMPLE);
    assertArrayEquals(TestSite.large(), reader.read(TestSite.LARGE_BYTES));
    RawClient.Answer last = reader.answer();
    assertArrayEquals(TestSite.file("hello.html"), last.body());
    assertEquals("close", last.value("Connection"));
    assertEquals(0, reader.rest().length);
    reader.close();
    assertEquals(0, cutOff.get());
  }

  @Test
  void everybodyInTheBacklogIsStillServed() throws IOException {
    contender.mustServeSeveralAtOnce("six hundred linger after their last answers");
    start(TestSite.config());
    for (int i = 0; i < 600; i++) {
      connect().get("hello.html");
    }
    assertEquals(0, drainWithin(SOON.plus(BRIEF), AMPLE));
    for (RawClient client : clients) {
      assertArrayEquals(TestSite.file("hello.html"), client.answer().body());
    }
  }

  @Test
  void aReaderThatNeverReadsIsCutOffAndCounted(@TempDir Path folder) throws Exception {
    contender.mustServeSeveralAtOnce("three are in the midst of an answer");
    start(TestSite.withLargeFile(folder));
    for (int i = 0; i < 3; i++) {
      RawClient reader = connect(SMALL_BUFFER);
      reader.get("large.bin");
      reader.answerToHead();
    }
    connect().get("page.html");
    clients.getLast().answer();
    assertEquals(3, drainWithin(SOON.plus(BRIEF), BRIEF));
    assertEquals(0, server.stats().open());
    assertTrue(clients.getFirst().restOrReset().length < TestSite.LARGE_BYTES);
  }

  @Test
  void aRequestThatHasBegunMayBeCompleted() throws Exception {
    contender.mustServeSeveralAtOnce("two requests have begun");
    start(TestSite.config());
    // Its first: behind an answer, a worker that still has the connection may find it idle.
    RawClient begun = connect();
    begun.say("GET /page.html HTTP/1.1\nHo");
    RawClient withBody = connect();
    withBody.say("GET /page.html HTTP/1.1\nHost: a\nExpect: 100-continue\n");
    withBody.say("Content-Length: 4\n\n");
    withBody.answerToHead();
    CompletableFuture<Integer> cutOff = drain(AMPLE);
    begun.say("st: a\n\n");
    withBody.say("body");
    for (RawClient client : List.of(begun, withBody)) {
      assertArrayEquals(TestSite.file("page.html"), client.answer().body());
      assertEquals(0, client.rest().length);
    }
    assertEquals(0, cutOff.get());
  }

  @Test
  void aRequestThatIsNeverCompletedIsAnsweredWithATimeoutOrCutOff() throws IOException {
    var limits = TestSite.times(BRIEF, AMPLE, AMPLE);
    start(TestSite.config().within(limits));
    RawClient client = connect();
    client.say("GET /page.html HTTP/1.1\nHo");
    client.say("st");
    var cutOff = drain(AMPLE);
    assertEquals(408, client.answer().status());
    client.close();
    assertEquals(0, cutOff.join());
  }

  @Test
  void aClientThatNeverStopsAskingDoesNotKeepTheServerFromEnding() throws Exception {
    contender.mustServeSeveralAtOnce("four ask again and again");
    start(TestSite.config());
    var users = new ArrayList<Thread>();
    for (int i = 0; i < 4; i++) {
      RawClient client = connect();
      client.get("hello.html");
      client.answer();
      users.add(Thread.ofPlatform().start(() -> askUntilTheEnd(client)));
    }
    assertEquals(0, drainWithin(SOON, AMPLE));
    for (Thread user : users) {
      user.join();
    }
  }

  private static void askUntilTheEnd(RawClient client) {
    try {
      while (true) {
        client.get("hello.html");
        client.answer();
      }
    } catch (IOException ended) {
      // What this waits for.
    }
  }
}
