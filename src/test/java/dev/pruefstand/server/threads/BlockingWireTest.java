package dev.pruefstand.server.threads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pruefstand.conversation.Conversation;
import dev.pruefstand.conversation.Conversations;
import dev.pruefstand.conversation.Wire;
import dev.pruefstand.conversation.Workspace;
import dev.pruefstand.server.Await;
import dev.pruefstand.server.TestSite;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A test that blocks for ever fails by its time limit. */
@Timeout(30)
class BlockingWireTest {
  private static final Duration SHORT = Duration.ofMillis(50);
  private static final Duration LONG = Duration.ofSeconds(60);

  private final Workspaces workspaces = new Workspaces();
  private final Workspace workspace = workspaces.take();
  private final Conversation conversation =
      new Conversations(TestSite.SITE, TestSite.times(SHORT, LONG, LONG), null)
          .open("", System.nanoTime());
  private SocketPair pair;
  private BlockingWire wire;

  @BeforeEach
  void connect() throws IOException {
    pair = SocketPair.open();
    wire =
        new BlockingWire(
            pair.accepted(),
            conversation,
            new Watch(pair.accepted()),
            ByteBuffer.allocateDirect(BlockingWire.DOORSTEP_BYTES));
  }

  @AfterEach
  void close() throws IOException {
    pair.close();
    workspaces.close();
  }

  private void say(String text) throws IOException {
    pair.client().say(text);
    int length = text.length();
    Await.until("all bytes to arrive", pair::arrived, bytes -> bytes == length);
  }

  private String receive() {
    int received = wire.receive(workspace);
    assertTrue(received > 0, "received " + received);
    var bytes = new byte[received];
    workspace.inputBuffer().get(bytes);
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /** From now on the rest is awaited for a short time only, counted from that instant. */
  private void beginRequest(long nowNanos) throws IOException {
    say("GET / HT");
    assertTrue(wire.await());
    conversation.receive(workspace, wire.receive(workspace), nowNanos);
    assertFalse(conversation.isIdle());
  }

  private static long later() {
    return System.nanoTime() + LONG.toNanos();
  }

  @Test
  void withoutWaitingNothingIsReceivedAndNothingBlocks() {
    assertEquals(Wire.WOULD_BLOCK, wire.receive(workspace));
  }

  @Test
  void withoutWaitingWhatHasArrivedIsReceived() throws IOException {
    say("hello");
    assertEquals("hello", receive());
  }

  @Test
  void whatWasWaitedForIsReceivedOnce() throws IOException {
    say("hello");
    assertTrue(wire.await());
    assertEquals("hello", receive());
    assertEquals(Wire.WOULD_BLOCK, wire.receive(workspace));
  }

  @Test
  void whatExceedsTheDoorstepIsReceivedInItsOrder() throws IOException {
    String text = "0123456789abcdef".repeat(BlockingWire.DOORSTEP_BYTES / 16) + "and more";
    say(text);
    assertTrue(wire.await());
    assertEquals(text, receive());
  }

  @Test
  void exactlyADoorstepIsReceivedWithoutBlocking() throws IOException {
    String text = "x".repeat(BlockingWire.DOORSTEP_BYTES);
    say(text);
    assertTrue(wire.await());
    assertEquals(text, receive());
  }

  @Test
  void theEndIsReceivedEachTimeItIsWaitedFor() throws IOException {
    pair.client().endOutput();
    for (int i = 0; i < 2; i++) {
      assertTrue(wire.await());
      assertEquals(0, wire.receive(workspace));
    }
  }

  @Test
  void aResetIsTheEndOfTheConnection() throws IOException {
    pair.client().reset();
    assertTrue(wire.await());
    assertEquals(Wire.GONE, wire.receive(workspace));
  }

  @Test
  void aRequestThatHasBegunIsAwaitedUntilItsDeadline() throws IOException {
    beginRequest(System.nanoTime());
    assertFalse(wire.await());
    assertTrue(System.nanoTime() - conversation.deadlineNanos() >= 0);
    assertEquals(Wire.WOULD_BLOCK, wire.receive(workspace));
    assertFalse(wire.await());
  }

  @Test
  void theRestOfARequestInTimeIsReceivedWhole() throws IOException {
    beginRequest(later());
    say("TP/1.1");
    assertTrue(wire.await());
    assertEquals("TP/1.1", receive());
  }

  @Test
  void theEndInMidRequestIsReceived() throws IOException {
    beginRequest(later());
    pair.client().endOutput();
    assertTrue(wire.await());
    assertEquals(0, wire.receive(workspace));
  }
}
