package dev.pruefstand.penetrator;

import org.jspecify.annotations.Nullable;

/**
 * Requests are written when they are due, over whatever connection has been free for longest; more
 * are opened when none is, and whoever finds no free one waits without being forgotten.
 */
final class OpenTraffic extends Traffic {
  private final OpenLoop model;
  private final int worker;
  private final int workers;
  private @Nullable Schedule schedule;

  OpenTraffic(Network network, LoadPlan plan, OpenLoop model, int worker, FirstAnswers first) {
    super(network, plan, worker, first);
    this.model = model;
    this.worker = worker;
    workers = plan.workers();
  }

  @Override
  void begin(long startNanos, long endNanos) {
    schedule = new Schedule(model, worker, workers, startNanos, endNanos);
  }

  @Override
  long sendDue(long now) {
    Schedule planned = schedule;
    if (planned == null) {
      return SWEEP_NANOS;
    }
    while (planned.isDue(now) && account.mayBegin()) {
      ClientConnection connection = connections.takeFree();
      if (connection == null) {
        return openForDue(planned, now);
      }
      writePlanned(connection, planned);
    }
    punctuality.caughtUp();
    return planned.hasNext() && account.mayBegin() ? planned.next() - now : SWEEP_NANOS;
  }

  /** Opens a connection for each request that is due, as far as so many are allowed. */
  private long openForDue(Schedule planned, long now) {
    long due = planned.due(now);
    while (connections.connecting() < due) {
      if (!connections.openOneMore(opener)) {
        return SWEEP_NANOS;
      }
    }
    return planned.untilDue(connections.connecting() + 1L, now);
  }

  private void writePlanned(ClientConnection connection, Schedule planned) {
    long instant = planned.next();
    planned.take();
    write(connection, instant, network.nanoTime());
    connections.offerFree(connection);
  }

  @Override
  void supply(ClientConnection connection, long now) {
    Schedule planned = schedule;
    if (planned != null && planned.isDue(now) && account.mayBegin()) {
      writePlanned(connection, planned);
    } else {
      connections.offerFree(connection);
    }
  }

  /** The connection was to carry the request that is due, if one is. */
  @Override
  void connectFailed(long begunNanos, long now) {
    Schedule planned = schedule;
    if (planned != null && planned.isDue(now) && account.mayBegin()) {
      account.unwritten(Failure.CONNECT, planned.next(), now);
      planned.take();
    }
  }

  /** What is not kept alive is opened when a request is due. */
  @Override
  boolean mayReopen() {
    return keepAlive && account.mayBegin();
  }

  @Override
  void endAt(long nanos) {
    super.endAt(nanos);
    Schedule planned = schedule;
    if (planned != null) {
      planned.endAt(nanos);
    }
  }

  @Override
  void sendOnlyPlanned() {
    // That is what it does.
  }

  @Override
  boolean hasUnsent() {
    Schedule left = schedule;
    return left != null && left.hasNext() && account.mayBegin();
  }

  @Override
  void giveUp() {
    long now = network.nanoTime();
    Schedule left = schedule;
    while (left != null && hasUnsent()) {
      account.unwritten(Failure.UNSENT, left.next(), now);
      left.take();
    }
    super.giveUp();
  }
}
