package dev.pruefstand.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pruefstand.Allocation;
import dev.pruefstand.conversation.Conversation.Phase;
import dev.pruefstand.http.Limits;
import java.io.ByteArrayOutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Turns of connections whose pieces are on their way while others take theirs. */
@Timeout(60)
class CompletionTurnsTest {
  private static final String GET = "GET /hello.html HTTP/1.1\r\nHost: a\r\n\r\n";
  private static final String GET_LARGE = "GET /large.txt HTTP/1.1\r\nHost: a\r\n\r\n";
  private static final String CLOSE =
      "GET /hello.html HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";

  private final Arena arena = Arena.ofAuto();
  private final Workspace workspace = new Workspace(arena);
  private final Conversations server = SampleSite.server();
  private long nowNanos;

  /** One connection: what it is given to send is taken some time later. */
  private final class Peer {
    final Conversation conversation = server.open("", nowNanos);
    final CompletionTurns turns = new CompletionTurns(conversation);
    final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    final MemorySegment room = arena.allocate(CompletionTurns.ROOM_BYTES);
    private MemorySegment piece = MemorySegment.NULL;
    long pending;

    Peer says(String text) {
      return says(text, true);
    }

    Peer says(String text, boolean withRoom) {
      byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
      MemorySegment arrived = arena.allocateFrom(ValueLayout.JAVA_BYTE, bytes);
      boolean wasSending = turns.isSending();
      long more =
          turns.received(workspace, arrived, bytes.length, withRoom ? room : null, nowNanos);
      arrived.fill((byte) 'x');
      if (wasSending) {
        assertEquals(0, more, "one piece at a time");
      } else {
        offered(more);
      }
      return this;
    }

    void offered(long bytes) {
      pending = bytes;
      piece = workspace.piece();
      assertEquals(bytes > 0, turns.isSending());
    }

    boolean takes(long most) {
      long bytes = Math.min(most, pending);
      taken.writeBytes(piece.asSlice(0, bytes).toArray(ValueLayout.JAVA_BYTE));
      boolean all = turns.sent(workspace, bytes, nowNanos);
      assertEquals(bytes == pending, all);
      pending = 0;
      return all;
    }

    void goesOn() {
      room.fill((byte) '?');
      offered(turns.next(workspace, room, nowNanos));
    }

    /** Takes everything there is, so much at a time. */
    Peer takesAll(long most) {
      while (pending > 0 || conversation.phase() == Phase.SENDING) {
        if (pending > 0) {
          boolean ignored = takes(most);
        }
        goesOn();
      }
      return this;
    }

    List<Reply> replies() {
      return Reply.all(taken.toByteArray(), true);
    }
  }

  @Test
  void anAnswerStaysWhereItIsWhileOthersTakeTheirTurns() {
    Peer first = new Peer().says(GET);
    Peer second = new Peer().says(GET_LARGE);
    assertTrue(first.pending > 0 && second.pending > 0);
    first.takesAll(Long.MAX_VALUE);
    second.takesAll(Long.MAX_VALUE);
    assertEquals(SampleSite.HELLO, Reply.only(first.replies()).body());
    assertEquals(SampleSite.LARGE, Reply.only(second.replies()).body());
    assertEquals(Phase.RECEIVING, first.conversation.phase());
  }

  @ParameterizedTest
  @ValueSource(longs = {1_000, 7_001, 65_536})
  void whatASocketLeavesIsOfferedAgain(long most) {
    Peer peer = new Peer().says(GET_LARGE + GET).takesAll(most);
    assertEquals(2, peer.replies().size());
    assertEquals(SampleSite.LARGE, peer.replies().getFirst().body());
    assertEquals(SampleSite.HELLO, peer.replies().getLast().body());
  }

  @Test
  void aSocketThatTakesNothingLosesNothing() {
    Peer peer = new Peer().says(GET);
    assertFalse(peer.takes(0));
    assertEquals(Phase.SENDING, peer.conversation.phase());
    peer.goesOn();
    peer.takesAll(Long.MAX_VALUE);
    assertEquals(SampleSite.HELLO, Reply.only(peer.replies()).body());
  }

  @Test
  void withoutRoomTheAnswerIsKeptUntilThereIsSome() {
    Peer without = new Peer().says(GET, false);
    assertEquals(0, without.pending);
    assertEquals(Phase.SENDING, without.conversation.phase());
    new Peer().says(GET_LARGE, false);
    without.goesOn();
    without.takesAll(Long.MAX_VALUE);
    assertEquals(SampleSite.HELLO, Reply.only(without.replies()).body());
  }

  @Test
  void whatArrivesWhileAnAnswerIsOnItsWayIsAnsweredBehindIt() {
    Peer peer = new Peer().says(GET_LARGE);
    peer.says(GET + GET.substring(0, 10)).says(GET.substring(10)).says(GET_LARGE);
    peer.takesAll(10_000);
    List<Reply> replies = peer.replies();
    assertEquals(
        List.of(SampleSite.LARGE, SampleSite.HELLO, SampleSite.HELLO, SampleSite.LARGE),
        replies.stream().map(Reply::body).toList());
    assertEquals(Phase.RECEIVING, peer.conversation.phase());
  }

  @Test
  void whatArrivesWhileASocketIsFullIsAnsweredBehindIt() {
    Peer peer = new Peer().says(GET_LARGE);
    assertFalse(peer.takes(100));
    peer.says(GET);
    assertEquals(0, peer.pending, "there is no room before the driver says so");
    peer.goesOn();
    peer.takesAll(Long.MAX_VALUE);
    assertEquals(2, peer.replies().size());
  }

  /** However it is cut, and however much a socket takes at a time. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void manyRequestsInPiecesAreAnsweredInOrder(long seed) {
    var random = new Random(seed);
    var peer = new Peer();
    var said = new StringBuilder();
    var expected = new ArrayList<String>();
    for (int i = 0; i < 300; i++) {
      boolean large = random.nextInt(10) == 0;
      said.append(large ? GET_LARGE : GET);
      expected.add(large ? SampleSite.LARGE : SampleSite.HELLO);
    }
    int at = 0;
    while (at < said.length()) {
      int end = Math.min(said.length(), at + 1 + random.nextInt(1_000));
      peer.says(said.substring(at, end), random.nextInt(4) > 0);
      at = end;
      if (peer.pending > 0 && random.nextBoolean()) {
        boolean ignored = peer.takes(random.nextInt(100_000));
        peer.goesOn();
      }
      new Peer().says(GET_LARGE, false);
    }
    peer.takesAll(50_000);
    assertEquals(expected, peer.replies().stream().map(Reply::body).toList());
    assertEquals(Phase.RECEIVING, peer.conversation.phase());
    assertTrue(peer.conversation.isIdle());
  }

  @Test
  void halfARequestThatArrivedMeanwhileHasItsTime() {
    Peer peer = new Peer().says(GET);
    nowNanos = 5;
    peer.says("GET /hello.html HTT");
    peer.takesAll(Long.MAX_VALUE);
    assertEquals(Phase.RECEIVING, peer.conversation.phase());
    assertFalse(peer.conversation.isIdle());
    assertEquals(5 + server.limits.request().toNanos(), peer.conversation.deadlineNanos());
  }

  @Test
  void whatArrivesBehindTheLastRequestMakesTheCloseLinger() {
    Peer silent = new Peer().says(CLOSE).takesAll(Long.MAX_VALUE);
    assertEquals(Phase.FINISHED, silent.conversation.phase());
    Peer talking = new Peer().says(CLOSE);
    talking.says(GET).takesAll(Long.MAX_VALUE);
    assertEquals(Phase.LINGERING, talking.conversation.phase());
    assertEquals(SampleSite.HELLO, Reply.only(talking.replies()).body());
    talking.says(GET);
    assertEquals(0, talking.pending);
  }

  @Test
  void theClientsEndWhileAnAnswerIsOnItsWayComesAfterIt() {
    Peer peer = new Peer().says(GET);
    peer.conversation.end();
    peer.takesAll(Long.MAX_VALUE);
    assertEquals(SampleSite.HELLO, Reply.only(peer.replies()).body());
    assertEquals(Phase.FINISHED, peer.conversation.phase());
  }

  @Test
  void whatIsTooMuchForTheMemoryIsNotKeptAndTheAnswerOnItsWayIsTheLast() {
    var poor = new Conversations(SampleSite.SITE, Limits.DEFAULT, null, new MemoryBudget(100));
    Conversation conversation = poor.open("", 0);
    var turns = new CompletionTurns(conversation);
    MemorySegment room = arena.allocate(CompletionTurns.ROOM_BYTES);
    MemorySegment arrived = arena.allocateFrom(GET + "x".repeat(100));
    long pending = turns.received(workspace, arrived, GET.length(), room, 0);
    assertTrue(pending > 0);
    assertEquals(0, turns.received(workspace, arrived.asSlice(GET.length()), 101, room, 0));
    assertEquals(0, poor.memory.lentBytes());
    assertTrue(turns.sent(workspace, pending, 0));
    assertEquals(0, turns.next(workspace, room, 0));
    assertEquals(Phase.LINGERING, conversation.phase());
  }

  @Test
  void theLastLookFindsWhatWasNotRead() {
    Peer peer = new Peer().says(CLOSE).takesAll(Long.MAX_VALUE);
    var wire =
        new Wire() {
          int looks;
          int found = WOULD_BLOCK;

          @Override
          public int receive(Workspace into) {
            looks++;
            return found;
          }

          @Override
          public long send(Workspace from, long bytes) {
            throw new AssertionError("expected nothing to be sent");
          }

          @Override
          public void shutdownOutput() {
            throw new AssertionError("expected the driver to do that");
          }
        };
    assertEquals(Phase.FINISHED, peer.turns.finish(wire, workspace, false));
    assertEquals(0, wire.looks);
    assertEquals(Phase.FINISHED, peer.turns.finish(wire, workspace, true));
    wire.found = 1;
    assertEquals(Phase.LINGERING, peer.turns.finish(wire, workspace, true));
    assertEquals(2, wire.looks);
  }

  @Test
  void servingASmallFileFromAWholeRequestAllocatesNothing() {
    byte[] request = GET.getBytes(StandardCharsets.US_ASCII);
    MemorySegment arrived = arena.allocateFrom(ValueLayout.JAVA_BYTE, request);
    Peer peer = new Peer();
    Allocation.assertNone(
        () -> {
          long pending =
              peer.turns.received(workspace, arrived, request.length, peer.room, nowNanos);
          if (!peer.turns.sent(workspace, pending, nowNanos)
              || peer.turns.next(workspace, peer.room, nowNanos) != 0) {
            throw new AssertionError("expected one whole answer");
          }
        });
  }
}
