package dev.pruefstand.server.threads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pruefstand.os.OpenDescriptors;
import dev.pruefstand.server.Await;
import dev.pruefstand.server.RawClient;
import dev.pruefstand.server.TestSite;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class DoorTest {
  private final Door door = new Door(TestSite.config());

  @AfterEach
  void close() {
    door.close();
  }

  private RawClient connect() throws IOException {
    return new RawClient(door.address(), OptionalInt.empty());
  }

  private void assertBringsOne() throws IOException {
    try (SocketChannel next = door.next()) {
      assertNotNull(next);
      assertTrue(next.isBlocking());
    }
  }

  @Test
  void shuttingEndsTheWaitOfAnotherThreadWhichIsBroughtNobody() throws Exception {
    var brought = new FutureTask<>(door::next);
    Thread waiting = Thread.ofPlatform().start(brought);
    awaitBlocked(waiting);
    door.shut(10);
    assertNull(brought.get());
    assertTrue(door.isEmpty());
    assertTrue(RawClient.isRefused(door.address()));
  }

  @Test
  void aDoorForAllAddressesIsShutInTheSameWay() throws Exception {
    var everywhere = new Door(TestSite.config().at(new InetSocketAddress("0.0.0.0", 0)));
    var brought = new FutureTask<>(everywhere::next);
    awaitBlocked(Thread.ofPlatform().start(brought));
    everywhere.shut(10);
    assertNull(brought.get());
    assertEquals(0, everywhere.close());
  }

  private static boolean accepts(StackTraceElement frame) {
    return frame.getClassName().equals("sun.nio.ch.Net") && frame.getMethodName().equals("accept");
  }

  /** Until it is in the system's call, of which the JVM says no more than that it runs there. */
  private static void awaitBlocked(Thread waiting) throws IOException {
    Await.until(
        "a thread in accept",
        () -> Arrays.stream(waiting.getStackTrace()).filter(DoorTest::accepts).count(),
        calls -> calls > 0);
  }

  @Test
  void aDoorThatIsShutBringsThoseWhoHadComeAndRefusesOthers() throws IOException {
    try (RawClient first = connect();
        RawClient second = connect()) {
      door.shut(10);
      assertTrue(RawClient.isRefused(door.address()));
      for (RawClient client : new RawClient[] {first, second}) {
        assertFalse(door.isEmpty());
        assertBringsOne();
        assertEquals(0, client.available());
      }
      assertNull(door.next());
      assertTrue(door.isEmpty());
    }
  }

  @Test
  void noMoreAreLetInThanThereIsRoomFor() throws IOException {
    try (RawClient first = connect();
        RawClient second = connect()) {
      door.shut(1);
      assertBringsOne();
      assertTrue(door.isEmpty());
      assertEquals(0, first.restOrReset().length + second.restOrReset().length);
    }
  }

  @Test
  void closingTellsHowManyWereKeptAndLeavesNothing() throws IOException {
    long sockets = OpenDescriptors.sockets();
    RawClient client = connect();
    door.shut(10);
    assertEquals(1, door.close());
    assertEquals(0, client.restOrReset().length);
    client.close();
    assertEquals(0, door.close());
    // Its listener and what would have knocked have gone, too.
    assertEquals(sockets - 2, OpenDescriptors.sockets());
    assertTrue(door.isEmpty());
  }

  @Test
  void closingEndsTheWaitOfAnotherThread() throws Exception {
    Thread waiting = Thread.ofPlatform().start(this::waitUntilItIsEmpty);
    door.close();
    waiting.join();
    assertTrue(door.isEmpty());
  }

  private void waitUntilItIsEmpty() {
    try {
      while (!door.isEmpty()) {
        assertNull(door.next());
      }
    } catch (IOException closed) {
      // In the midst of a wait.
    }
  }
}
