package dev.pruefstand.server.threads;

import static java.lang.Integer.MAX_VALUE;

import dev.pruefstand.conversation.Conversation;
import dev.pruefstand.conversation.Wire;
import dev.pruefstand.conversation.Workspace;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * A blocking socket as a wire, for one thread that both waits and works. Waiting is apart from
 * receiving: {@link #await} blocks, {@link #receive} takes what has arrived and never blocks.
 * {@link #send} blocks until the socket has taken the bytes, all or a large slice of them.
 *
 * <p>The wait needs a place to read to. A whole {@link Workspace} for each idle connection would be
 * 128 KB; it is the doorstep instead, into which nearly every request fits. What exceeds it is read
 * where it belongs.
 *
 * <p>Belongs to that thread; what others may do is in {@link Watch}.
 */
final class BlockingWire implements Wire {
  /** Room for a request with the fields of a browser. */
  static final int DOORSTEP_BYTES = 2 * 1024;

  /**
   * The most that is written in one call: blocked, the thread sees no progress before its end, and
   * so a client has to take that much within the time of a write (4 KB per second by default).
   */
  private static final int SLICE_BYTES = 128 * 1024;

  private static final long NANOS_PER_MILLI = 1_000_000;

  private final SocketChannel channel;
  private final Socket socket;
  private final Conversation conversation;
  private final Watch watch;
  private final ByteBuffer doorstep;

  /** What {@link #receive} is to tell first, as it would. */
  private int arrived = WOULD_BLOCK;

  /**
   * A wire over a channel that is in blocking mode.
   *
   * @param doorstep native memory of {@link #DOORSTEP_BYTES} that belongs to this wire
   */
  BlockingWire(SocketChannel channel, Conversation conversation, Watch watch, ByteBuffer doorstep) {
    this.channel = channel;
    this.socket = channel.socket();
    this.conversation = conversation;
    this.watch = watch;
    this.doorstep = doorstep;
  }

  /**
   * Waits until the client sends, ends, or is gone.
   *
   * @return false if its time was up before
   */
  boolean await() {
    doorstep.clear();
    try {
      return conversation.isIdle() ? awaitRequest() : awaitInTime();
    } catch (IOException gone) {
      arrived = GONE;
      return true;
    }
  }

  /** The usual case: a single system call, which the watchdog ends if need be. */
  private boolean awaitRequest() throws IOException {
    watch.begin(Watch.Wait.REQUEST, conversation.deadlineNanos());
    try {
      arrived = Math.max(0, channel.read(doorstep));
      return true;
    } finally {
      watch.end();
    }
  }

  /**
   * For a client that is to get an answer although it is late, and so has to be left its input. The
   * first byte is waited for with a time limit, which costs some more system calls.
   */
  private boolean awaitInTime() throws IOException {
    long leftNanos = conversation.deadlineNanos() - System.nanoTime();
    if (leftNanos <= 0) {
      return false;
    }
    // Rounded up: zero would be for ever.
    socket.setSoTimeout((int) Math.min(Math.ceilDiv(leftNanos, NANOS_PER_MILLI), MAX_VALUE));
    doorstep.limit(1);
    try {
      int first = socket.getInputStream().read();
      if (first >= 0) {
        doorstep.put((byte) first);
      }
      arrived = doorstep.position();
      return true;
    } catch (SocketTimeoutException late) {
      return false;
    }
  }

  @Override
  public int receive(Workspace workspace) {
    int first = arrived;
    arrived = WOULD_BLOCK;
    if (first == 0 || first == GONE) {
      return first;
    }
    ByteBuffer input = workspace.inputBuffer();
    boolean mayBeMore = true;
    if (first > 0) {
      // What did not fill the doorstep was all there was.
      mayBeMore = !doorstep.hasRemaining();
      input.put(doorstep.flip());
    }
    try {
      if (mayBeMore && socket.getInputStream().available() > 0) {
        int ignored = channel.read(input);
      }
    } catch (IOException gone) {
      return GONE;
    }
    return input.position() > 0 ? input.position() : WOULD_BLOCK;
  }

  @Override
  public long send(Workspace workspace, long bytes) {
    watch.begin(Watch.Wait.ROOM, conversation.deadlineNanos());
    try {
      return channel.write(workspace.pieceBuffer(Math.min(bytes, SLICE_BYTES)));
    } catch (IOException gone) {
      // A reset most often, or the watchdog.
      return GONE;
    } finally {
      watch.end();
    }
  }

  @Override
  public void shutdownOutput() {
    try {
      channel.shutdownOutput();
    } catch (IOException gone) {
      // Then the client knows already.
    }
  }
}
