package dev.pruefstand.penetrator;

import java.util.function.BooleanSupplier;

/** Each connection sends its next request when the last one is answered, or a new one is made. */
final class ClosedTraffic extends Traffic {
  ClosedTraffic(Network network, LoadPlan plan, int worker, FirstAnswers first) {
    super(network, plan, worker, first);
  }

  /** It connects as it goes. */
  @Override
  int connect(BooleanSupplier stopped) {
    return 0;
  }

  /** Nothing is due but what an answer makes so. */
  @Override
  long sendDue(long nowNanos) {
    return SWEEP_NANOS;
  }

  @Override
  void supply(ClientConnection connection, long nowNanos) {
    while (connection.hasRoom()
        && account.mayBegin()
        && connection.state == ClientConnection.State.OPEN) {
      write(connection, nowNanos, network.nanoTime());
    }
  }

  @Override
  void stands(ClientConnection connection, long nowNanos) {
    if (keepAlive) {
      supply(connection, nowNanos);
    } else {
      // Its user has been waiting since it began to connect.
      write(connection, connection.sinceNanos, network.nanoTime());
    }
  }

  @Override
  public void free(ClientConnection connection, long nowNanos) {
    if (!account.mayBegin() && connection.count() == 0) {
      close(connection);
    } else {
      supply(connection, nowNanos);
    }
  }

  @Override
  void connectFailed(long begunNanos, long nowNanos) {
    account.unwritten(Failure.CONNECT, begunNanos, nowNanos);
  }

  /** Each connection that is being made will write a request of its own. */
  @Override
  boolean mayReopen() {
    return account.mayBegin(connections.connecting());
  }

  @Override
  void replace(ClientConnection connection) {
    if (mayReopen()) {
      open(connection);
    }
  }
}
