package dev.pruefstand.server.threads;

import dev.pruefstand.conversation.Conversation;
import dev.pruefstand.conversation.Conversation.Phase;
import dev.pruefstand.conversation.Turn;
import dev.pruefstand.conversation.Workspace;
import java.lang.foreign.Arena;
import java.nio.channels.SocketChannel;

/**
 * A connection that has a thread to itself from its first byte to its end: read, answer, write,
 * each blocking. A workspace is held while there is something to do or to write, not while waiting
 * for the client to ask.
 */
final class BlockingConnection {
  private final SocketChannel channel;
  private final Conversation conversation;
  private final Workspaces workspaces;
  private final Watch watch;

  /**
   * Takes over the channel.
   *
   * @param channel in blocking mode
   */
  BlockingConnection(SocketChannel channel, Conversation conversation, Workspaces workspaces) {
    this.channel = channel;
    this.conversation = conversation;
    this.workspaces = workspaces;
    watch = new Watch(channel);
  }

  /** For the watchdog, and for whoever has to end it. */
  Watch watch() {
    return watch;
  }

  /** Serves to the end and closes, on the calling thread. */
  void serve() {
    // Confined, so that it costs no more than its memory, also on a virtual thread.
    try (Arena arena = Arena.ofConfined()) {
      var doorstep = arena.allocate(BlockingWire.DOORSTEP_BYTES).asByteBuffer();
      var wire = new BlockingWire(channel, conversation, watch, doorstep);
      long yielded = System.nanoTime();
      while (turn(wire) != Phase.FINISHED) {
        yielded = yieldIfDue(yielded);
      }
    } finally {
      close();
    }
  }

  /**
   * The next turn comes after everybody else's. Between platform threads the system sees to that; a
   * virtual one keeps its carrier for as long as it need not wait, and a client that sends and
   * reads without a pause would never let it.
   */
  @SuppressWarnings("ThreadPriorityCheck") // Nothing else makes way for others.
  private static long yieldIfDue(long yieldedNanos) {
    if (!Thread.currentThread().isVirtual()
        || System.nanoTime() - yieldedNanos < Turn.QUANTUM_NANOS) {
      return yieldedNanos;
    }
    Thread.yield();
    return System.nanoTime();
  }

  private Phase turn(BlockingWire wire) {
    boolean writes = conversation.phase() == Phase.SENDING;
    boolean late = !writes && !wire.await();
    Workspace workspace = workspaces.take();
    try {
      long now = System.nanoTime();
      if (late) {
        return Turn.expire(conversation, wire, workspace, now);
      }
      return writes
          ? Turn.write(conversation, wire, workspace, now)
          : Turn.read(conversation, wire, workspace, now);
    } finally {
      workspaces.giveBack(workspace);
    }
  }

  /** The thread's, or, before there is one, the accepting thread's. */
  void close() {
    conversation.close();
    boolean ignored = watch.close();
  }
}
