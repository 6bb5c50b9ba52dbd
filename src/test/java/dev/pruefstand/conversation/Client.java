package dev.pruefstand.conversation;

import dev.pruefstand.conversation.Conversation.Phase;
import java.io.ByteArrayOutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * A client and the server's driver, with a wire in memory between them. The driver takes each turn
 * in another workspace and leaves rubbish in it, as other connections would.
 */
final class Client implements Wire {
  private static final Workspace[] WORKSPACES = {
    new Workspace(Arena.ofAuto()), new Workspace(Arena.ofAuto())
  };

  private final Conversation conversation;
  private final ByteArrayOutputStream received = new ByteArrayOutputStream();
  private byte[] arriving = {};
  private boolean ended;
  private boolean sawEnd;
  private int turns;
  private Phase phase = Phase.RECEIVING;

  /** The time of the next turn. */
  long nowNanos;

  /** How many bytes the wire takes at once. */
  int roomBytes = Integer.MAX_VALUE;

  /** Whether the wire takes anything at all. */
  boolean reads = true;

  Client(Conversations conversations) {
    conversation = conversations.open("127.0.0.1", nowNanos);
  }

  /** Sends text (↵ is a line end) and lets the driver do what it can. */
  Client send(String text) {
    return send(text.replace("↵", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Sends bytes, in pieces of what the driver reads at once, and lets it do what it can. */
  Client send(byte[] bytes) {
    for (int at = 0; at < bytes.length && !isWaitingToSend(); ) {
      int piece = Math.min(bytes.length - at, Workspace.INPUT_BYTES);
      arriving = Arrays.copyOfRange(bytes, at, at + piece);
      at += piece;
      turn(workspace -> Turn.read(conversation, this, workspace, nowNanos));
      drain();
    }
    return this;
  }

  /** The connection is closed. */
  void close() {
    conversation.close();
  }

  /** Sends no more. */
  Client end() {
    ended = true;
    if (!isWaitingToSend()) {
      turn(workspace -> Turn.read(conversation, this, workspace, nowNanos));
      drain();
    }
    return this;
  }

  /** Lets the time pass; the driver looks whether the deadline has. */
  Client pass(long nanos) {
    nowNanos += nanos;
    if (nowNanos - conversation.deadlineNanos() >= 0) {
      turn(workspace -> Turn.expire(conversation, this, workspace, nowNanos));
      drain();
    }
    return this;
  }

  /** Bytes that the driver finds when it looks again, and not before. */
  void arrive(String text) {
    arriving = text.replace("↵", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Lets the driver send as long as the wire takes something. */
  Client drain() {
    while (isWaitingToSend() && reads) {
      turn(workspace -> Turn.write(conversation, this, workspace, nowNanos));
      if (ended && phase == Phase.RECEIVING) {
        end();
      }
    }
    return this;
  }

  /** Lets the driver send once, of which the wire takes what it has room for. */
  void readOnce() {
    reads = true;
    turn(workspace -> Turn.write(conversation, this, workspace, nowNanos));
    reads = false;
  }

  private boolean isWaitingToSend() {
    return phase == Phase.SENDING;
  }

  private interface Turns {
    Phase take(Workspace workspace);
  }

  private void turn(Turns driver) {
    Workspace workspace = WORKSPACES[turns++ % WORKSPACES.length];
    phase = driver.take(workspace);
    workspace.input().fill((byte) 'I');
    workspace.output().fill((byte) 'O');
    Arrays.fill(workspace.request, (byte) 'R');
  }

  @Override
  public int receive(Workspace workspace) {
    if (arriving.length == 0) {
      return ended ? 0 : WOULD_BLOCK;
    }
    int bytes = arriving.length;
    MemorySegment.copy(arriving, 0, workspace.input(), ValueLayout.JAVA_BYTE, 0, bytes);
    arriving = new byte[0];
    return bytes;
  }

  @Override
  public long send(Workspace workspace, long bytes) {
    if (!reads) {
      return WOULD_BLOCK;
    }
    long taken = Math.min(bytes, roomBytes);
    received.writeBytes(workspace.piece().asSlice(0, taken).toArray(ValueLayout.JAVA_BYTE));
    return taken;
  }

  @Override
  public long nanoTime() {
    return nowNanos;
  }

  @Override
  public void shutdownOutput() {
    sawEnd = true;
  }

  /** What the driver waits for. */
  Phase phase() {
    return phase;
  }

  /** Whether nothing is under way. */
  boolean isIdle() {
    return conversation.isIdle();
  }

  /** Whether the server has said that it sends no more. */
  boolean sawEnd() {
    return sawEnd;
  }

  /** How many bytes have come back. */
  int receivedBytes() {
    return received.size();
  }

  /** All that has come back, dates masked: they may differ between two runs. */
  String received() {
    return received.toString(StandardCharsets.ISO_8859_1).replaceAll("\nDate: [^\r]{29}\r", "\n");
  }

  /** The answers, to requests other than HEAD. */
  List<Reply> replies() {
    return Reply.all(received.toByteArray(), true);
  }

  /** The only answer, to a request other than HEAD. */
  Reply reply() {
    return Reply.only(replies());
  }

  /** The only answer, to a HEAD request. */
  Reply replyToHead() {
    return Reply.only(Reply.all(received.toByteArray(), false));
  }

  /** The statuses of all answers, to requests other than HEAD. */
  List<Integer> statuses() {
    return replies().stream().map(Reply::status).toList();
  }
}
