package dev.pruefstand.penetrator;

import java.util.Arrays;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A worker's connections: by descriptor, and in the order in which they became free. */
final class Connections {
  private static final int FIRST_TABLE = 1024;

  private final ClientConnection[] all;
  private final int atFirst;
  private @Nullable ClientConnection[] byDescriptor = new ClientConnection[FIRST_TABLE];

  /** A ring of those that have room, and perhaps of some that no longer do. */
  private final ClientConnection[] free;

  private int firstFree;
  private int freeCount;
  private int connecting;
  private int standing;

  /** Where the search for a closed one goes on. */
  private int nextClosed;

  Connections(LoadPlan plan, int worker) {
    atFirst = plan.share(plan.model().connections(), worker);
    int most = Math.max(atFirst, plan.share(plan.model().mostConnections(), worker));
    all = new ClientConnection[most];
    var scratch = new Exchange.Scratch();
    Arrays.setAll(all, i -> new ClientConnection(new Exchange(scratch), plan.model().pipeline()));
    free = new ClientConnection[most];
  }

  int connecting() {
    return connecting;
  }

  /** How many are connected. */
  int standing() {
    return standing;
  }

  @Nullable ClientConnection at(int descriptor) {
    return byDescriptor[descriptor];
  }

  void forEach(Consumer<ClientConnection> visitor) {
    for (ClientConnection connection : all) {
      visitor.accept(connection);
    }
  }

  /** Opens as many as there are to be before the first request. */
  void openAtFirst(Consumer<ClientConnection> open) {
    for (int i = 0; i < atFirst; i++) {
      open.accept(all[i]);
    }
  }

  /** Opens those again that there were at first, as far as that is wanted. */
  void reopen(BooleanSupplier wanted, Consumer<ClientConnection> open) {
    for (int i = 0; i < atFirst; i++) {
      if (all[i].state == ClientConnection.State.CLOSED && wanted.getAsBoolean()) {
        open.accept(all[i]);
      }
    }
  }

  /** Opens one that is closed; false if there is none, or it failed. */
  boolean openOneMore(Predicate<ClientConnection> open) {
    if (connecting + standing == all.length) {
      return false;
    }
    for (int i = 0; i < all.length; i++) {
      ClientConnection connection = all[nextClosed];
      nextClosed = nextClosed + 1 == all.length ? 0 : nextClosed + 1;
      if (connection.state == ClientConnection.State.CLOSED) {
        return open.test(connection);
      }
    }
    return false;
  }

  void opened(ClientConnection connection, int descriptor) {
    if (descriptor >= byDescriptor.length) {
      byDescriptor = Arrays.copyOf(byDescriptor, Math.max(descriptor + 1, 2 * byDescriptor.length));
    }
    byDescriptor[descriptor] = connection;
    connection.descriptor = descriptor;
    connection.state = ClientConnection.State.CONNECTING;
    connecting++;
  }

  void stands(ClientConnection connection) {
    connection.state = ClientConnection.State.OPEN;
    connecting--;
    standing++;
  }

  void closed(ClientConnection connection) {
    if (connection.state == ClientConnection.State.CONNECTING) {
      connecting--;
    } else {
      standing--;
    }
    byDescriptor[connection.descriptor] = null;
    connection.state = ClientConnection.State.CLOSED;
  }

  /** It has room, if that is so, and is not in the ring yet. */
  void offerFree(ClientConnection connection) {
    if (connection.listed || !hasRoom(connection)) {
      return;
    }
    connection.listed = true;
    int at = firstFree + freeCount++;
    free[at < free.length ? at : at - free.length] = connection;
  }

  /** The one that has had room for longest; null if none has. */
  @Nullable ClientConnection takeFree() {
    while (freeCount > 0) {
      ClientConnection connection = free[firstFree];
      firstFree = firstFree + 1 == free.length ? 0 : firstFree + 1;
      freeCount--;
      connection.listed = false;
      if (hasRoom(connection)) {
        return connection;
      }
    }
    return null;
  }

  private static boolean hasRoom(ClientConnection connection) {
    return connection.state == ClientConnection.State.OPEN && connection.hasRoom();
  }
}
