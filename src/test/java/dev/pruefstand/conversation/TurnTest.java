package dev.pruefstand.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pruefstand.Allocation;
import dev.pruefstand.conversation.Conversation.Phase;
import dev.pruefstand.stats.ServerStats;
import java.io.ByteArrayOutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A thread's turns for several connections in one workspace. */
@Timeout(60)
class TurnTest {
  private static final String GET = "GET /hello.html HTTP/1.1\r\nHost: a\r\n\r\n";
  private static final String GET_LARGE = "GET /large.txt HTTP/1.1\r\nHost: a\r\n\r\n";

  private final Workspace workspace = new Workspace(Arena.ofAuto());
  private final Conversations server = SampleSite.server();
  private final ServerStats stats = server.stats();

  /** A wire whose every call is laid down beforehand. */
  private static final class ScriptedWire implements Wire {
    final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    String arriving = "";
    int received;
    long room = Long.MAX_VALUE;
    int ends;
    long nowNanos;
    long nanosPerPiece;

    @Override
    public long nanoTime() {
      nowNanos += nanosPerPiece;
      return nowNanos;
    }

    @Override
    public int receive(Workspace workspace) {
      if (!arriving.isEmpty()) {
        byte[] bytes = arriving.getBytes(StandardCharsets.US_ASCII);
        MemorySegment.copy(bytes, 0, workspace.input(), ValueLayout.JAVA_BYTE, 0, bytes.length);
        arriving = "";
        return bytes.length;
      }
      return received;
    }

    @Override
    public long send(Workspace workspace, long bytes) {
      long result = Math.min(room, bytes);
      if (result > 0) {
        taken.writeBytes(workspace.piece().asSlice(0, result).toArray(ValueLayout.JAVA_BYTE));
      }
      return result;
    }

    @Override
    public void shutdownOutput() {
      ends++;
    }
  }

  private static ScriptedWire wire(String arriving, long room) {
    var wire = new ScriptedWire();
    wire.arriving = arriving;
    wire.room = room;
    return wire;
  }

  @Test
  void nothingToReadChangesNothing() {
    Conversation conversation = server.open("", 0);
    ScriptedWire wire = wire("", Long.MAX_VALUE);
    wire.received = Wire.WOULD_BLOCK;
    assertEquals(Phase.RECEIVING, Turn.read(conversation, wire, workspace, 5));
    assertEquals(0, wire.taken.size());
  }

  @Test
  void aConnectionThatIsGoneIsFinished() {
    ScriptedWire reading = wire("", Long.MAX_VALUE);
    reading.received = Wire.GONE;
    assertEquals(Phase.FINISHED, Turn.read(server.open("", 0), reading, workspace, 0));
    assertEquals(Phase.FINISHED, Turn.read(server.open("", 0), wire(GET, Wire.GONE), workspace, 0));
    assertEquals(0, stats.snapshot().bytesSent());
  }

  @Test
  void nothingOfADeadConnectionIsSentToAnother() {
    Conversation slow = server.open("", 0);
    ScriptedWire wire = wire(GET_LARGE, 30_000);
    assertEquals(Phase.SENDING, Turn.read(slow, wire, workspace, 0));
    int copied = wire.taken.size();
    // The head and what is copied are gone, so the rest is sent from where it lies.
    while (wire.taken.size() == copied) {
      Turn.write(slow, wire, workspace, 0);
    }
    assertEquals(Phase.FINISHED, Turn.read(server.open("", 0), wire(GET, Wire.GONE), workspace, 0));
    while (slow.phase() == Phase.SENDING) {
      Turn.write(slow, wire, workspace, 0);
    }
    assertEquals(SampleSite.LARGE, Reply.only(Reply.all(wire.taken.toByteArray(), true)).body());
  }

  @Test
  void nothingOfADeadConnectionStandsBeforeAPipelinedAnswer() {
    Conversation slow = server.open("", 0);
    ScriptedWire wire = wire(GET_LARGE + GET, 60_000);
    assertEquals(Phase.SENDING, Turn.read(slow, wire, workspace, 0));
    while (slow.phase() == Phase.SENDING) {
      Turn.read(server.open("", 0), wire(GET, Wire.GONE), workspace, 0);
      Turn.write(slow, wire, workspace, 0);
    }
    var replies = Reply.all(wire.taken.toByteArray(), true);
    assertEquals(2, replies.size());
    assertEquals(SampleSite.LARGE, replies.getFirst().body());
    assertEquals(SampleSite.HELLO, replies.getLast().body());
  }

  @Test
  void theOutputIsShutDownOnceWhenLingeringBegins() {
    Conversation conversation = server.open("", 0);
    ScriptedWire wire = wire("\n", 10);
    assertEquals(Phase.SENDING, Turn.read(conversation, wire, workspace, 0));
    do {
      assertEquals(0, wire.ends);
    } while (Turn.write(conversation, wire, workspace, 0) == Phase.SENDING);
    wire.received = Wire.WOULD_BLOCK;
    wire.arriving = GET;
    assertEquals(Phase.LINGERING, Turn.read(conversation, wire, workspace, 0));
    assertEquals(Phase.LINGERING, Turn.read(conversation, wire, workspace, 0));
    assertEquals(1, wire.ends);
  }

  @Test
  void whoeverPipelinesAndReadsFastGivesTheThreadBackInBetween() {
    Conversation conversation = server.open("", 0);
    int requests = 200;
    ScriptedWire wire = wire(GET_LARGE.repeat(requests), Long.MAX_VALUE);
    wire.received = Wire.WOULD_BLOCK;
    wire.nanosPerPiece = 40_000;
    Phase phase = Turn.read(conversation, wire, workspace, 0);
    int turns = 1;
    while (phase == Phase.SENDING) {
      // Others take their turns in the same workspace meanwhile.
      Turn.read(server.open("", 0), wire(GET, Long.MAX_VALUE), workspace, 0);
      phase = Turn.write(conversation, wire, workspace, 0);
      turns++;
    }
    // A large answer goes in two pieces, and six of them take a quantum from the first on.
    assertEquals(requests * 2 / 6, turns, 1);
    assertEquals(Phase.RECEIVING, phase);
    var replies = Reply.all(wire.taken.toByteArray(), true);
    assertEquals(requests, replies.size());
    assertEquals(SampleSite.LARGE, replies.getLast().body());
  }

  @Test
  void whatArrivesBehindTheLastAnswerMakesTheCloseLinger() {
    Conversation conversation = server.open("", 0);
    String close = "GET /hello.html HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
    ScriptedWire silent = wire(close, Long.MAX_VALUE);
    silent.received = 5;
    assertEquals(Phase.FINISHED, Turn.read(conversation, silent, workspace, 0));
    assertEquals(0, silent.ends);
    // Only what comes to the end of the room for it can have left something behind.
    String full = "GET /hello.html HTTP/1.1\r\nHost: a\r\n\r\n";
    int others = (Workspace.INPUT_BYTES - close.length()) / full.length();
    int missing = Workspace.INPUT_BYTES - close.length() - others * full.length();
    close = full.repeat(others).replaceFirst("a\r", "a" + "a".repeat(missing) + "\r") + close;
    ScriptedWire talking = wire(close, Long.MAX_VALUE);
    talking.received = 5;
    talking.nowNanos = 7;
    Conversation surplus = server.open("", 0);
    assertEquals(Phase.LINGERING, Turn.read(surplus, talking, workspace, 0));
    assertEquals(1, talking.ends);
    assertEquals(2_000_000_007L, surplus.deadlineNanos());
    for (int end : new int[] {0, Wire.GONE}) {
      ScriptedWire ended = wire(close, Long.MAX_VALUE);
      ended.received = end;
      assertEquals(Phase.FINISHED, Turn.read(server.open("", 0), ended, workspace, 0));
      assertEquals(0, ended.ends);
    }
  }

  @Test
  void theServiceTimeEndsWhenTheWireHasTakenTheAnswer() {
    ScriptedWire wire = wire(GET, Long.MAX_VALUE);
    wire.nowNanos = 8_000;
    Turn.read(server.open("", 1_000), wire, workspace, 3_000);
    assertEquals(5_000, stats.snapshot().latest().getFirst().serviceNanos());
  }

  @Test
  void servingASmallFileFromAWholeRequestAllocatesNothing() {
    byte[] request = GET.getBytes(StandardCharsets.US_ASCII);
    Conversation conversation = server.open("", 0);
    var wire =
        new Wire() {
          @Override
          public int receive(Workspace to) {
            MemorySegment.copy(request, 0, to.input(), ValueLayout.JAVA_BYTE, 0, request.length);
            return request.length;
          }

          @Override
          public long send(Workspace from, long bytes) {
            return bytes;
          }

          @Override
          public void shutdownOutput() {
            throw new AssertionError("expected the connection to stay open");
          }
        };
    Allocation.assertNone(
        () -> {
          if (Turn.read(conversation, wire, workspace, 0) != Phase.RECEIVING) {
            throw new AssertionError("expected a whole answer");
          }
        });
  }
}
