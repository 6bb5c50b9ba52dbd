package dev.pruefstand.penetrator;

import dev.pruefstand.os.Platform;
import dev.pruefstand.os.Poller;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The load generator of one thread: non-blocking, over the same poller as the event loop. Every
 * answer is checked, every time is recorded. In the steady state it allocates nothing.
 *
 * <p>Belongs to the thread that makes it. A closed loop opens its connections with the first {@link
 * #advance} and is carried on from call to call; requests stay in flight between two of them. An
 * open loop and a salvo are opened, begun and ended by {@link LoadRun}.
 */
public final class Penetrator implements AutoCloseable, Poller.Ready {
  static final long SWEEP_NANOS = Duration.ofMillis(10).toNanos();

  /** How long a server that has promised to close may take, before the client does. */
  private static final long ENDING_NANOS = Duration.ofSeconds(1).toNanos();

  /** The last stretch before a planned instant, in which a spinning worker does not sleep. */
  private static final long SPIN_NANOS = Duration.ofNanos(200_000).toNanos();

  private final LoadPlan plan;
  private final Network network;
  private final Requests requests;
  private final Connections connections;
  private final Arena arena = Arena.ofConfined();
  private final Account account;
  private final Punctuality punctuality = new Punctuality();
  private final Reception reception;
  private final boolean closedLoop;
  private final long timeoutNanos;
  private final Predicate<ClientConnection> opener = this::open;

  /** How long those of a salvo tried that could not connect. */
  private final List<Long> salvoFailedNanos = new ArrayList<>();

  private @Nullable Schedule schedule;
  private long mostPlanned;
  private long goal;
  private long nextSweepNanos;
  private long pausedNanos;

  /** Gets ready to load a server as planned, with one thread. */
  public Penetrator(Platform platform, LoadPlan plan) {
    this(new SocketNetwork(platform, plan.target().address()), plan, 0);
  }

  Penetrator(Network network, LoadPlan plan, int worker) {
    this(network, plan, worker, new FirstAnswers(plan));
  }

  Penetrator(Network network, LoadPlan plan, int worker, FirstAnswers first) {
    this.network = network;
    this.plan = plan;
    closedLoop = plan.model() instanceof ClosedLoop;
    timeoutNanos = plan.timeout().toNanos();
    requests = new Requests(plan, worker, first, arena);
    connections = new Connections(plan, worker);
    mostPlanned =
        plan.requests() == LoadPlan.UNLIMITED
            ? LoadPlan.UNLIMITED
            : plan.requests() / plan.workers()
                + (worker < plan.requests() % plan.workers() ? 1 : 0);
    nextSweepNanos = network.nanoTime();
    account = new Account(!closedLoop, nextSweepNanos);
    reception = new Reception(network, requests, account, plan.keepAlive(), new Next(), arena);
  }

  /**
   * Carries a closed loop on until that many further requests have been answered or have failed. A
   * few more may come in the same batch; they count for the next call.
   */
  public void advance(long requestCount) {
    goal += requestCount;
    while (account.completed() < goal) {
      turn();
    }
    pausedNanos = network.nanoTime();
  }

  /** Carries the load on for that long, or until nothing is left to do. */
  public void advance(Duration time) {
    long end = network.nanoTime() + time.toNanos();
    while (network.nanoTime() - end < 0 && !isSpent()) {
      turn();
    }
    goal = account.completed();
    pausedNanos = network.nanoTime();
  }

  /** Whether no request is to be written any more and none is in flight. */
  public boolean isSpent() {
    return !mayWrite() && account.inFlight() == 0;
  }

  private boolean mayWrite() {
    return account.begun() < mostPlanned;
  }

  /** Each connection of a closed loop that is being made will write a request of its own. */
  private boolean mayOpen() {
    return closedLoop ? account.begun() + connections.connecting() < mostPlanned : mayWrite();
  }

  /**
   * Waits until no request is in flight and sends no more: answers, failures and timeouts only.
   * Nothing can be advanced after this.
   */
  public void drain() {
    planNoMore();
    while (!isSpent()) {
      turn();
    }
  }

  /** Requests written since the beginning. */
  public long written() {
    return account.written();
  }

  /** Right answers since the beginning. */
  public long answered() {
    return account.answered();
  }

  /** Requests that have failed before they could be written, since the beginning. */
  long unwritten() {
    return account.unwritten();
  }

  /** Requests that have been written and neither answered nor given up. */
  public int inFlight() {
    return account.inFlight();
  }

  /** Those among them that are counted: planned after the warm-up. */
  int countedInFlight() {
    return account.countedInFlight();
  }

  /** What has been counted since the last {@link #resetTally}. */
  public Tally tally() {
    return account.tally();
  }

  /**
   * Starts to count again from zero, with a pause of the client taken off.
   *
   * <p>Since the last {@link #advance} nobody has read answers. That time is the client's own and
   * is not charged to the requests in flight; but they are recorded like all others, or the slowest
   * ones, which are the likeliest to be in flight, would be missing.
   */
  public void resetTally() {
    account.tally().reset();
    long pause = account.written() == 0 ? 0 : network.nanoTime() - pausedNanos;
    connections.forEach(connection -> connection.shift(pause));
  }

  /** Counts into another tally from now on, and returns the one so far. */
  Tally exchangeTally(Tally next) {
    return account.exchangeTally(next);
  }

  /**
   * Opens the connections of an open loop or a salvo, before anything is planned.
   *
   * @param stopped whether it is to be given up
   * @return how many stand
   */
  int connect(BooleanSupplier stopped) {
    long end = network.nanoTime() + timeoutNanos;
    connections.openAtFirst(this::open);
    while (connections.connecting() > 0
        && network.nanoTime() - end < 0
        && !stopped.getAsBoolean()) {
      network.poller().poll(SWEEP_NANOS, this);
    }
    nextSweepNanos = network.nanoTime();
    if (plan.model() instanceof Salvo) {
      // Whoever does not stand by now is not there when it is time.
      connections.forEach(
          connection -> {
            if (connection.state == ClientConnection.State.CONNECTING) {
              connectFailed(connection, nextSweepNanos);
            }
          });
    }
    return connections.standing();
  }

  /**
   * The load begins.
   *
   * @param planned the instants of an open loop, null for a closed one
   * @param fromNanos requests that were planned before are not counted
   * @param toNanos answers that come later are not in time
   */
  void begin(@Nullable Schedule planned, long fromNanos, long toNanos) {
    schedule = planned;
    account.measure(fromNanos, toNanos);
    punctuality.reset();
  }

  /**
   * All requests of a salvo are planned for now. Whoever could not connect has failed after the
   * time that took; whoever was closed before it could ask has been reset.
   */
  void fire(long plannedNanos, int salvo) {
    for (long took : salvoFailedNanos) {
      account.unwritten(Failure.CONNECT, plannedNanos, plannedNanos + took);
    }
    for (int i = connections.standing() + salvoFailedNanos.size(); i < salvo; i++) {
      account.unwritten(Failure.RESET, plannedNanos, plannedNanos);
    }
    ClientConnection connection = connections.takeFree();
    while (connection != null) {
      write(connection, plannedNanos, network.nanoTime());
      connection = connections.takeFree();
    }
    planNoMore();
  }

  private void planNoMore() {
    mostPlanned = Math.min(mostPlanned, account.begun());
  }

  /** Gives up what is planned and was never sent; nothing is planned any more. */
  void giveUp() {
    long now = network.nanoTime();
    Schedule left = schedule;
    while (left != null && left.hasNext() && mayWrite()) {
      account.unwritten(Failure.UNSENT, left.next(), now);
      left.take();
    }
    planNoMore();
  }

  /** Nothing is planned from here on, and what was planned for later never was. */
  void endAt(long nanos) {
    account.measureTo(nanos);
    Schedule planned = schedule;
    if (planned != null) {
      planned.endAt(nanos);
    }
  }

  /** A closed loop sends no more; what an open one has planned is still to be sent. */
  void endClosedLoop() {
    if (schedule == null) {
      planNoMore();
    }
  }

  /** The share of its time since {@link #begin} in which it did not wait. */
  double busyShare(long elapsedNanos) {
    return punctuality.busyShare(elapsedNanos);
  }

  /** Whether anything planned is still to be sent. */
  boolean hasUnsent() {
    Schedule left = schedule;
    return left != null && left.hasNext() && mayWrite();
  }

  /** The longest time that the poller, or the system below it, took too long to wake us. */
  long longestStallNanos() {
    return punctuality.longestStallNanos();
  }

  /** Sends what is due, waits once, and reads what has come. */
  void turn() {
    long before = network.nanoTime();
    long idle = sendDue(before);
    // Answers first: what has arrived while the client itself was held up is not late.
    boolean sweep = before - nextSweepNanos >= 0;
    long wait = sweep ? 0 : waitNanos(idle);
    int events = network.poller().poll(wait, this);
    punctuality.waited(events, wait, network.nanoTime() - before);
    if (sweep) {
      long now = network.nanoTime();
      nextSweepNanos = now + SWEEP_NANOS;
      sweep(now);
    }
  }

  private long waitNanos(long idleNanos) {
    // Whoever spins is awake again in time for the last stretch.
    return Math.clamp(plan.spin() ? idleNanos - SPIN_NANOS : idleNanos, 0, SWEEP_NANOS);
  }

  /** Writes what is due; returns for how long nothing is to be done, if nothing happens. */
  private long sendDue(long now) {
    Schedule planned = schedule;
    if (planned == null) {
      return SWEEP_NANOS;
    }
    while (planned.isDue(now) && mayWrite()) {
      ClientConnection connection = connections.takeFree();
      if (connection == null) {
        return openForDue(planned, now);
      }
      writePlanned(connection, planned);
    }
    punctuality.caughtUp();
    return planned.hasNext() && mayWrite() ? planned.next() - now : SWEEP_NANOS;
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

  /** A connection has room: for the next request of a closed loop, or for one that is due. */
  private void supply(ClientConnection connection, long now) {
    if (closedLoop) {
      while (connection.hasRoom()
          && mayWrite()
          && connection.state == ClientConnection.State.OPEN) {
        write(connection, now, network.nanoTime());
      }
      return;
    }
    Schedule planned = schedule;
    if (planned != null && planned.isDue(now) && mayWrite()) {
      writePlanned(connection, planned);
    } else {
      connections.offerFree(connection);
    }
  }

  private void write(ClientConnection connection, long plannedNanos, long now) {
    int ask = requests.choose();
    if (connection.count() == 0) {
      connection.begin(requests.isHead(ask));
    }
    connection.put(ask, plannedNanos, now);
    account.written(plannedNanos, connection.freeNanos, punctuality.behindNanos(), now);
    // Some hundred bytes, and the socket has taken the answers to earlier ones.
    MemorySegment bytes = requests.bytes(ask);
    if (network.send(connection.descriptor, bytes, bytes.byteSize()) != bytes.byteSize()) {
      fail(connection, Failure.RESET, network.nanoTime());
    }
  }

  /** Gives up what takes too long, and opens what is closed: at first, and after a failure. */
  private void sweep(long now) {
    connections.forEach(
        connection -> {
          switch (connection.state) {
            case CLOSED -> {}
            case CONNECTING -> {
              if (now - connection.sinceNanos >= timeoutNanos) {
                connectFailed(connection, now);
              }
            }
            case OPEN -> {
              if (connection.count() > 0 && now - connection.writtenNanos() >= timeoutNanos) {
                fail(connection, Failure.TIMEOUT, now);
              }
            }
            case ENDING -> {
              if (now - connection.sinceNanos >= ENDING_NANOS) {
                close(connection);
              }
            }
          }
        });
    if (closedLoop || plan.keepAlive()) {
      connections.reopen(this::mayOpen, this::open);
    }
  }

  /** Returns false if that failed at once. */
  private boolean open(ClientConnection connection) {
    long now = network.nanoTime();
    connection.sinceNanos = now;
    int descriptor = network.connect();
    if (descriptor < 0) {
      // Refused, or out of ports or descriptors: the next sweep tries again.
      connectFailed(now, now);
      return false;
    }
    connections.opened(connection, descriptor);
    network.poller().add(descriptor, Poller.WRITE);
    return true;
  }

  /** In an open loop the connection was to carry the request that is due, if one is. */
  private void connectFailed(long begunNanos, long now) {
    Schedule planned = schedule;
    if (closedLoop) {
      account.unwritten(Failure.CONNECT, begunNanos, now);
    } else if (plan.model() instanceof Salvo) {
      salvoFailedNanos.add(now - begunNanos);
    } else if (planned != null && planned.isDue(now) && mayWrite()) {
      account.unwritten(Failure.CONNECT, planned.next(), now);
      planned.take();
    }
  }

  private void connectFailed(ClientConnection connection, long now) {
    close(connection);
    connectFailed(connection.sinceNanos, now);
  }

  @Override
  public void ready(int descriptor, int marks) {
    ClientConnection connection = connections.at(descriptor);
    if (connection == null) {
      return;
    }
    switch (connection.state) {
      case CONNECTING -> connected(connection);
      case OPEN, ENDING -> reception.read(connection);
      case CLOSED -> {}
    }
  }

  private void connected(ClientConnection connection) {
    if (!mayWrite()) {
      close(connection);
      return;
    }
    long now = network.nanoTime();
    if (network.connectError(connection.descriptor) != 0) {
      connectFailed(connection, now);
      return;
    }
    network.poller().change(connection.descriptor, Poller.READ);
    connections.stands(connection);
    account.connected(connection.sinceNanos, now);
    connection.freeNanos = now;
    if (closedLoop && !plan.keepAlive()) {
      // Its user has been waiting since it began to connect.
      write(connection, connection.sinceNanos, network.nanoTime());
    } else {
      supply(connection, now);
    }
  }

  /** What is done with a connection after it was read from. */
  private final class Next implements Reception.After {
    @Override
    public void free(ClientConnection connection, long nowNanos) {
      if (closedLoop && !mayWrite() && connection.count() == 0) {
        close(connection);
      } else {
        supply(connection, nowNanos);
      }
    }

    /** An idle connection may end at any time; one that carries requests may not. */
    @Override
    public void lost(ClientConnection connection, Failure kind, long nowNanos) {
      if (connection.count() > 0) {
        fail(connection, kind, nowNanos);
      } else {
        closeAndReplace(connection);
      }
    }
  }

  private void fail(ClientConnection connection, Failure kind, long now) {
    while (connection.count() > 0) {
      account.failed(connection, kind, now);
    }
    close(connection);
  }

  private void closeAndReplace(ClientConnection connection) {
    close(connection);
    if (closedLoop && mayOpen()) {
      open(connection);
    }
  }

  /**
   * Closes at once, in the middle of a batch: the descriptor's only event of the batch is the one
   * that is being served, so none can reach a new connection that gets the same number.
   */
  private void close(ClientConnection connection) {
    int descriptor = connection.descriptor;
    connections.closed(connection);
    network.poller().remove(descriptor);
    network.close(descriptor);
  }

  /** Closes all connections and gives the memory back. */
  @Override
  public void close() {
    connections.forEach(
        connection -> {
          if (connection.state != ClientConnection.State.CLOSED) {
            close(connection);
          }
        });
    network.close();
    arena.close();
  }
}
