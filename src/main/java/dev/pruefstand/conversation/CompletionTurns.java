package dev.pruefstand.conversation;

import dev.pruefstand.conversation.Conversation.Phase;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * A connection's turns on a thread where the system reports what it has done: bytes have been put
 * into a buffer, a piece has been sent. {@link Turn} is for systems that report what can be done;
 * the rules are the same. One piece at a time is on its way.
 *
 * <pre>
 *   received, next ──► a piece? ──► the driver sends it ──► sent ──► next
 * </pre>
 *
 * <p>A piece stays where it was put together until {@link #sent} tells what became of it, so the
 * driver brings room for it to each turn. Without room, or when the socket has taken less than the
 * piece, the conversation keeps the rest: the driver waits until there is room and calls {@link
 * #next}. Other turns may be taken meanwhile as long as no piece is on its way.
 */
public final class CompletionTurns {
  /** How much room a turn needs, in bytes. */
  public static final int ROOM_BYTES = Workspace.OUTPUT_BYTES;

  private final Conversation conversation;
  private @Nullable MemorySegment room;
  private int staged;
  private long onItsWay;

  public CompletionTurns(Conversation conversation) {
    this.conversation = conversation;
  }

  /** Whether a piece has been given to the driver that {@link #sent} has not told of. */
  public boolean isSending() {
    return onItsWay > 0;
  }

  /**
   * Bytes have arrived.
   *
   * @param arrived what they are in, from the start on; only during the call
   * @param free {@link #ROOM_BYTES} for answers, which have to stay while they are sent; null for
   *     none
   * @return how many bytes of {@link Workspace#piece()} to send, 0 for none
   */
  public long received(
      Workspace workspace,
      MemorySegment arrived,
      int bytes,
      @Nullable MemorySegment free,
      long nowNanos) {
    boolean busy = isSending() || conversation.phase() == Phase.SENDING;
    workspace.begin(arrived, free == null ? workspace.ownOutput() : free);
    conversation.receive(workspace, bytes, nowNanos);
    return busy ? 0 : offer(workspace, free, nowNanos);
  }

  /** The next piece, as for {@link #received}, when there is room for one. */
  public long next(Workspace workspace, @Nullable MemorySegment free, long nowNanos) {
    workspace.begin(workspace.ownInput(), free == null ? workspace.ownOutput() : free);
    return offer(workspace, free, nowNanos);
  }

  private long offer(Workspace workspace, @Nullable MemorySegment free, long nowNanos) {
    long bytes = conversation.pending(workspace, nowNanos);
    staged = workspace.staged;
    if (staged > 0 && free == null) {
      // Another connection's turn comes next in that memory.
      conversation.sent(workspace, 0, nowNanos);
      return 0;
    }
    room = free;
    onItsWay = bytes;
    return bytes;
  }

  /**
   * The socket took the first bytes of the piece, perhaps none; its room is free again.
   *
   * @return whether it took all of them, so that {@link #next} may be asked at once
   */
  public boolean sent(Workspace workspace, long bytes, long nowNanos) {
    boolean all = bytes == onItsWay;
    workspace.resume(room == null ? workspace.ownOutput() : room, staged);
    room = null;
    onItsWay = 0;
    conversation.sent(workspace, bytes, nowNanos);
    return all;
  }

  /**
   * Before the connection is closed that is finished, looks whether the client has sent more.
   * Nothing is on its way, and nothing receives.
   *
   * @param mayHoldMore whether that is possible at all
   * @return what to wait for; {@link Phase#FINISHED} to close
   */
  public Phase finish(Wire wire, Workspace workspace, boolean mayHoldMore) {
    workspace.begin();
    return Turn.finish(conversation, wire, workspace, mayHoldMore);
  }
}
