package dev.pruefstand.penetrator;

import dev.pruefstand.os.Platform;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * The load generator of one thread: non-blocking, over the same poller as the event loop. Every
 * answer is checked, every time is recorded. In the steady state it allocates nothing.
 *
 * <p>Belongs to the thread that makes it. A closed loop opens its connections with the first {@link
 * #advance} and is carried on from call to call; requests stay in flight between two of them. An
 * open loop and a salvo are connected, begun and ended by {@link Worker}.
 */
public final class Penetrator implements AutoCloseable {
  /** The last stretch before a planned instant, in which a spinning worker does not sleep. */
  private static final long SPIN_NANOS = 200_000;

  private final Network network;
  private final boolean spins;
  private final Traffic traffic;
  private final Account account;
  private final Punctuality punctuality;

  private long goal;
  private long nextSweepNanos;
  private long pausedNanos;

  /** Gets ready to load a server as planned, with one thread. */
  public Penetrator(Platform platform, LoadPlan plan) {
    this(new SocketNetwork(platform, plan.target().address()), plan);
  }

  Penetrator(Network network, LoadPlan plan) {
    this(network, plan, 0, new FirstAnswers(plan));
  }

  Penetrator(Network network, LoadPlan plan, int worker, FirstAnswers first) {
    this.network = network;
    spins = plan.spin();
    traffic = Traffic.of(network, plan, worker, first);
    account = traffic.account;
    punctuality = traffic.punctuality;
    nextSweepNanos = network.nanoTime();
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
    return !account.mayBegin() && account.inFlight() == 0;
  }

  /**
   * Waits until no request is in flight and sends no more: answers, failures and timeouts only.
   * Nothing can be advanced after this.
   */
  public void drain() {
    account.planNoMore();
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

  /** Requests that have been written and neither answered nor given up. */
  public int inFlight() {
    return account.inFlight();
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
    traffic.connections.forEach(connection -> connection.shift(pause));
  }

  /** All that was written, answered and failed, and what is in flight. */
  Account account() {
    return account;
  }

  /** How punctual the client itself was since {@link #begin}. */
  Punctuality punctuality() {
    return punctuality;
  }

  /**
   * Opens the connections of an open loop or a salvo, before anything is planned.
   *
   * @param stopped whether it is to be given up
   * @return how many stand
   */
  int connect(BooleanSupplier stopped) {
    int standing = traffic.connect(stopped);
    nextSweepNanos = network.nanoTime();
    return standing;
  }

  /**
   * The load begins.
   *
   * @param startNanos an open loop's requests are due from here on
   * @param fromNanos requests that were planned before are not counted
   * @param toNanos none is planned from here on; answers that come later are not in time
   */
  void begin(long startNanos, long fromNanos, long toNanos) {
    account.measure(fromNanos, toNanos);
    punctuality.reset();
    traffic.begin(startNanos, toNanos);
  }

  /** The start is there: all requests of a salvo are planned for it, and sent now. */
  void fire(long startNanos) {
    traffic.fire(startNanos);
  }

  /** Nothing is planned from here on, and what was planned for later never was. */
  void endAt(long nanos) {
    traffic.endAt(nanos);
  }

  /** What is still sent after the end: all that an open loop has planned, nothing else. */
  void sendOnlyPlanned() {
    traffic.sendOnlyPlanned();
  }

  /** Whether anything planned is still to be sent. */
  boolean hasUnsent() {
    return traffic.hasUnsent();
  }

  /** Gives up what is planned and was never sent; nothing is planned any more. */
  void giveUp() {
    traffic.giveUp();
  }

  /** Sends what is due, waits once, and reads what has come. */
  void turn() {
    long before = network.nanoTime();
    long idle = traffic.sendDue(before);
    // Answers first: what has arrived while the client itself was held up is not late.
    boolean sweep = before - nextSweepNanos >= 0;
    long wait = sweep ? 0 : waitNanos(idle);
    int events = network.poller().poll(wait, traffic);
    punctuality.waited(events, wait, network.nanoTime() - before);
    if (sweep) {
      long now = network.nanoTime();
      nextSweepNanos = now + Traffic.SWEEP_NANOS;
      traffic.sweep(now);
    }
  }

  private long waitNanos(long idleNanos) {
    // Whoever spins is awake again in time for the last stretch.
    return Math.clamp(spins ? idleNanos - SPIN_NANOS : idleNanos, 0, Traffic.SWEEP_NANOS);
  }

  /** Closes all connections and gives the memory back. */
  @Override
  public void close() {
    traffic.closeAll();
  }
}
