package dev.pruefstand.conversation;

import dev.pruefstand.conversation.Conversation.Phase;
import java.io.ByteArrayOutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;

/**
 * A wire in memory for bytes that a fuzzer makes up, and the driver at its end. Each turn is taken
 * in another workspace, and leaves rubbish where it was.
 */
final class WireTap implements Wire {
  /** The wire that takes everything at once. */
  static final byte WIDE = '7';

  private static final long[] ROOMS = {1, 7, 100, 1000, 5000, 16 * 1024, 20_000, Long.MAX_VALUE};
  private static final int MOST_TURNS = 100_000;
  private static final Workspace[] WORKSPACES = {
    new Workspace(Arena.ofAuto()), new Workspace(Arena.ofAuto())
  };

  private final Conversation conversation;
  private final ByteArrayOutputStream received = new ByteArrayOutputStream();
  private final Queue<byte[]> arriving = new ArrayDeque<>();
  private final boolean early;
  private final boolean silent;
  private long room;
  private boolean ended;
  private boolean shut;
  private int turns;
  private int readBytes;
  private int sentBytes;
  private final MemoryBudget memory;
  private final long lentBefore;
  private long mostHeldBytes;
  private Phase phase = Phase.RECEIVING;

  /**
   * Connects.
   *
   * @param wire its lowest three bits tell how much the wire takes at first, which then doubles;
   *     the next one whether a piece can lie in the socket before the driver asks for it; that of
   *     letters whether the client, instead of ending, says nothing until its time is over
   */
  WireTap(Conversations server, byte wire) {
    memory = server.memory;
    lentBefore = memory.lentBytes();
    conversation = server.open("", 0);
    room = ROOMS[wire & 7];
    early = (wire & 8) != 0;
    silent = (wire & 0x40) != 0;
  }

  /** The pieces arrive one after the other; the driver does what it can. */
  void arrive(List<byte[]> pieces) {
    if (early) {
      arriving.addAll(pieces);
      drive();
    } else {
      for (byte[] piece : pieces) {
        arriving.add(piece);
        drive();
      }
    }
  }

  /** The client sends no more. */
  void end() {
    ended = !silent;
    while (silent && phase != Phase.FINISHED) {
      phase = Turn.expire(conversation, this, turn(), conversation.deadlineNanos());
      drive();
    }
    drive();
  }

  /** Whether the end is told by the time. */
  boolean isSilent() {
    return silent;
  }

  private Workspace turn() {
    if (++turns > MOST_TURNS) {
      throw new AssertionError("expected an end, found phase " + phase);
    }
    return WORKSPACES[turns % WORKSPACES.length];
  }

  private void drive() {
    while (phase == Phase.SENDING || (phase != Phase.FINISHED && (ended || !arriving.isEmpty()))) {
      Workspace workspace = turn();
      phase =
          phase == Phase.SENDING
              ? Turn.write(conversation, this, workspace, turns)
              : Turn.read(conversation, this, workspace, turns);
      workspace.input().asSlice(0, readBytes).fill((byte) 'I');
      Arrays.fill(workspace.request, 0, readBytes, (byte) 'R');
      workspace.output().asSlice(0, Math.min(sentBytes, Workspace.OUTPUT_BYTES)).fill((byte) 'O');
      readBytes = 0;
      sentBytes = 0;
      mostHeldBytes = Math.max(mostHeldBytes, memory.lentBytes() - lentBefore);
    }
    if (phase == Phase.FINISHED) {
      arriving.clear();
    }
  }

  @Override
  public int receive(Workspace workspace) {
    byte[] piece = arriving.poll();
    if (piece == null) {
      return ended ? 0 : WOULD_BLOCK;
    }
    MemorySegment.copy(piece, 0, workspace.input(), ValueLayout.JAVA_BYTE, 0, piece.length);
    readBytes = Math.max(readBytes, piece.length);
    return piece.length;
  }

  @Override
  public long send(Workspace workspace, long bytes) {
    if (shut) {
      throw new AssertionError("expected nothing behind the end, found " + bytes + " bytes");
    }
    long taken = Math.min(bytes, room);
    room = room > Long.MAX_VALUE / 2 ? room : room * 2;
    received.writeBytes(workspace.piece().asSlice(0, taken).toArray(ValueLayout.JAVA_BYTE));
    sentBytes = (int) Math.max(sentBytes, bytes);
    return taken;
  }

  @Override
  public void shutdownOutput() {
    shut = true;
  }

  @Override
  public long nanoTime() {
    return turns;
  }

  Phase phase() {
    return phase;
  }

  byte[] received() {
    return received.toByteArray();
  }

  /** The most that was held between two turns, of the client's bytes and of those for it. */
  long mostHeldBytes() {
    return mostHeldBytes;
  }

  /** The connection is closed: nothing may be held for it any more. */
  void close() {
    conversation.close();
    if (memory.lentBytes() != lentBefore) {
      throw new AssertionError("still held: " + (memory.lentBytes() - lentBefore));
    }
  }
}
