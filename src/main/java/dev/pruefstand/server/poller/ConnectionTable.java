package dev.pruefstand.server.poller;

import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The open connections of a loop by their descriptors, which the system numbers densely from below.
 *
 * <p>A connection that is finished leaves the table at once, so that no event finds it; its
 * descriptor stays open until {@link #forgetFinished}, so that the system cannot give the number to
 * another connection while events for the former owner are still to come.
 */
final class ConnectionTable {
  private static final int FIRST_ROOM = 1024;

  private @Nullable PolledConnection[] byDescriptor = new PolledConnection[FIRST_ROOM];
  private int[] finished = new int[FIRST_ROOM];
  private int finishedCount;
  private int open;

  /** Connections whose descriptors are open, finished ones included. */
  int open() {
    return open;
  }

  /** How many of them are finished. */
  int finished() {
    return finishedCount;
  }

  /** The connection that has this descriptor; null if it is finished or not ours. */
  @Nullable PolledConnection at(int descriptor) {
    return byDescriptor[descriptor];
  }

  /** Whatever memory {@link #add} and {@link #finish} will need for this descriptor. */
  void makeRoom(int descriptor) {
    if (descriptor >= byDescriptor.length) {
      byDescriptor = Arrays.copyOf(byDescriptor, Math.max(descriptor + 1, 2 * byDescriptor.length));
    }
    if (open >= finished.length) {
      finished = Arrays.copyOf(finished, 2 * open);
    }
  }

  void add(PolledConnection connection) {
    byDescriptor[connection.descriptor] = connection;
    open++;
  }

  /** Returns false if it was finished before: the number may be another's by now. */
  boolean finish(PolledConnection connection) {
    if (byDescriptor[connection.descriptor] != connection) {
      return false;
    }
    byDescriptor[connection.descriptor] = null;
    finished[finishedCount++] = connection.descriptor;
    return true;
  }

  /** Lets each finished connection's descriptor be closed. */
  void forgetFinished(IntConsumer close) {
    while (finishedCount > 0) {
      // Forgotten first: whatever happens, no number is closed twice.
      int descriptor = finished[--finishedCount];
      open--;
      close.accept(descriptor);
    }
  }

  /** Visits those that are not finished; the visitor may finish them. */
  void forEach(Consumer<PolledConnection> visitor) {
    for (PolledConnection connection : byDescriptor) {
      if (connection != null) {
        visitor.accept(connection);
      }
    }
  }
}
