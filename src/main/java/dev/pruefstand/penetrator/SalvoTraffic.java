package dev.pruefstand.penetrator;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Connections are made first; then each carries one request, all at the same moment. */
final class SalvoTraffic extends Traffic {
  /** How long those tried that could not connect. */
  private final List<Long> failedNanos = new ArrayList<>();

  private final int requests;

  SalvoTraffic(Network network, LoadPlan plan, Salvo model, int worker, FirstAnswers first) {
    super(network, plan, worker, first);
    requests = plan.share(model.requests(), worker);
  }

  /** Whoever does not stand by the end is not there when it is time. */
  @Override
  int connect(BooleanSupplier stopped) {
    super.connect(stopped);
    long now = network.nanoTime();
    connections.forEach(
        connection -> {
          if (connection.state == ClientConnection.State.CONNECTING) {
            giveUpConnecting(connection, now);
          }
        });
    return connections.standing();
  }

  /**
   * All requests are planned for that instant. Whoever could not connect has failed after the time
   * that took; whoever was closed before it could ask has been reset.
   */
  @Override
  void fire(long plannedNanos) {
    for (long took : failedNanos) {
      account.unwritten(Failure.CONNECT, plannedNanos, plannedNanos + took);
    }
    for (int i = connections.standing() + failedNanos.size(); i < requests; i++) {
      account.unwritten(Failure.RESET, plannedNanos, plannedNanos);
    }
    ClientConnection connection = connections.takeFree();
    while (connection != null) {
      write(connection, plannedNanos, network.nanoTime());
      connection = connections.takeFree();
    }
    account.planNoMore();
  }

  @Override
  long sendDue(long nowNanos) {
    return SWEEP_NANOS;
  }

  @Override
  void supply(ClientConnection connection, long nowNanos) {
    connections.offerFree(connection);
  }

  @Override
  void connectFailed(long begunNanos, long nowNanos) {
    failedNanos.add(nowNanos - begunNanos);
  }

  @Override
  boolean mayReopen() {
    return false;
  }
}
