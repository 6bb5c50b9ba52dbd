package dev.pruefstand.server.ring;

import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The open connections of a loop by their slots. A connection keeps its slot until its last
 * completion has come, so that none can be taken for another's.
 */
final class SlotTable {
  private static final int FIRST_ROOM = 1024;

  private @Nullable RingConnection[] connections = new RingConnection[FIRST_ROOM];

  /** Slots that are free, of those below {@link #used}. */
  private int[] free = new int[FIRST_ROOM];

  private int freeCount;
  private int used;

  /** How many there are. */
  int open() {
    return used - freeCount;
  }

  /** A slot for {@link #add}, and whatever memory its whole life in the table needs. */
  int reserve() {
    if (freeCount > 0) {
      return free[freeCount - 1];
    }
    if (used == connections.length) {
      free = Arrays.copyOf(free, 2 * used);
      connections = Arrays.copyOf(connections, 2 * used);
    }
    return used;
  }

  /** Puts a connection into the slot that was reserved last. */
  void add(RingConnection connection) {
    if (connection.slot == used) {
      used++;
    } else {
      freeCount--;
    }
    connections[connection.slot] = connection;
  }

  /** The connection that has this slot; null if none has. */
  @Nullable RingConnection at(int slot) {
    return connections[slot];
  }

  void remove(RingConnection connection) {
    connections[connection.slot] = null;
    free[freeCount++] = connection.slot;
  }

  /** Visits all of them; the visitor may remove the one that it visits. */
  void forEach(Consumer<RingConnection> visitor) {
    for (int slot = 0; slot < used; slot++) {
      RingConnection connection = connections[slot];
      if (connection != null) {
        visitor.accept(connection);
      }
    }
  }
}
