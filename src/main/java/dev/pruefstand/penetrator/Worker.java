package dev.pruefstand.penetrator;

import dev.pruefstand.os.Platform;
import dev.pruefstand.os.ThreadClock;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A thread with a penetrator of its own. It hands over what it has counted by exchanging its tally
 * for an empty one when it is asked to, which costs it nothing while it is not.
 */
final class Worker {
  /** How often it is looked whether the worker has put its tally down. */
  private static final long HAND_OVER_NANOS = 200_000;

  /** When the load begins, from when it counts, and until when it is planned. */
  private record Times(long start, long from, long to) {}

  private final LoadPlan plan;
  private final FirstAnswers first;
  private final int number;
  private final Thread thread;
  private final CompletableFuture<Integer> connected = new CompletableFuture<>();
  private final CompletableFuture<Times> times = new CompletableFuture<>();
  private final CountDownLatch done = new CountDownLatch(1);

  /** An empty tally that the worker is to count into from now on. */
  private final AtomicReference<@Nullable Tally> wanted = new AtomicReference<>();

  /** A full one that it has put down. */
  private final AtomicReference<@Nullable Tally> putDown = new AtomicReference<>();

  /** What was counted after the last exchange; there once the worker is done. */
  private final AtomicReference<@Nullable Tally> last = new AtomicReference<>();

  private volatile boolean stopped;
  private volatile @Nullable Throwable failure;
  private volatile int inFlight;
  private volatile long unwritten;
  private volatile long answered;

  private long written;
  private int countedInFlight;
  private long planEnd;
  private long longestStallNanos;
  private double busyShare;

  Worker(Platform platform, LoadPlan plan, int number, FirstAnswers first) {
    this.plan = plan;
    this.first = first;
    this.number = number;
    thread =
        Thread.ofPlatform().name("penetrator-" + number).daemon().unstarted(() -> work(platform));
  }

  void start() {
    thread.start();
  }

  /** How many connections stand. */
  int awaitConnected() {
    return connected.join();
  }

  void begin(long startNanos, long fromNanos, long toNanos) {
    times.complete(new Times(startNanos, fromNanos, toNanos));
  }

  void stop() {
    stopped = true;
  }

  /** There will be no beginning, if there has been none. */
  void abandon() {
    stopped = true;
    times.cancel(false);
  }

  void join() throws InterruptedException {
    thread.join();
  }

  boolean isDone() {
    return done.getCount() == 0;
  }

  void awaitDone(long nanos) throws InterruptedException {
    done.await(nanos, TimeUnit.NANOSECONDS);
  }

  /** Adds what has been counted since the last time to the sum. */
  void collect(Tally sum) {
    wanted.set(new Tally());
    Tally full = putDown.getAndSet(null);
    while (full == null && !isDone()) {
      LockSupport.parkNanos(HAND_OVER_NANOS);
      full = putDown.getAndSet(null);
    }
    wanted.set(null);
    if (full != null) {
      sum.add(full);
    }
    Tally rest = isDone() ? last.getAndSet(null) : null;
    if (rest != null) {
      sum.add(rest);
    }
  }

  /** What ended this worker before its time, if anything did. */
  @Nullable Throwable failure() {
    return failure;
  }

  long written() {
    return written;
  }

  /** Right answers since the beginning, up to the last {@link #collect}. */
  long answered() {
    return answered;
  }

  int inFlight() {
    return inFlight;
  }

  /** Of those in flight at the end, how many are counted. */
  int countedInFlight() {
    return countedInFlight;
  }

  /** Requests that failed before they were written. */
  long unwritten() {
    return unwritten;
  }

  long planEnd() {
    return planEnd;
  }

  double busyShare() {
    return busyShare;
  }

  long longestStallNanos() {
    return longestStallNanos;
  }

  private void work(Platform platform) {
    try (var clock = new ThreadClock();
        var penetrator =
            new Penetrator(
                new SocketNetwork(platform, plan.target().address()), plan, number, first)) {
      connected.complete(penetrator.connect(() -> stopped));
      carryOut(penetrator, clock, times.join());
    } catch (CancellationException abandoned) {
      // Nobody waits for this worker any more.
    } catch (RuntimeException | Error fault) {
      failure = fault;
      connected.completeExceptionally(fault);
    } finally {
      done.countDown();
    }
  }

  private void carryOut(Penetrator penetrator, ThreadClock clock, Times when) {
    long to = when.to;
    penetrator.begin(when.start, when.from, to);
    sleepUntil(when.start);
    long runnable = clock.runnableNanos();
    penetrator.fire(when.start);
    long now = System.nanoTime();
    while (now - to < 0 && !stopped && !penetrator.isSpent()) {
      penetrator.turn();
      handOver(penetrator);
      now = System.nanoTime();
    }
    if (now - to < 0) {
      // Stopped, or nothing is left to do: nothing is planned from here on.
      to = now;
      penetrator.endAt(to);
    }
    planEnd = to;
    long elapsed = Math.max(1, now - when.start);
    // Whoever spins could run all the time.
    busyShare =
        plan.spin()
            ? penetrator.punctuality().busyShare(elapsed)
            : (double) (clock.runnableNanos() - runnable) / elapsed;
    // The last ones, too, must be able to time out.
    drain(penetrator, now + plan.timeout().toNanos() + 2 * Traffic.SWEEP_NANOS);
    written = penetrator.written();
    countedInFlight = penetrator.account().countedInFlight();
    longestStallNanos = penetrator.punctuality().longestStallNanos();
    last.set(penetrator.tally());
  }

  /** What is planned is still sent, and what is sent is awaited, as long as a request may take. */
  private void drain(Penetrator penetrator, long endNanos) {
    penetrator.sendOnlyPlanned();
    while ((penetrator.hasUnsent() || penetrator.inFlight() > 0)
        && System.nanoTime() - endNanos < 0) {
      penetrator.turn();
      handOver(penetrator);
    }
    penetrator.giveUp();
    publish(penetrator);
  }

  private void publish(Penetrator penetrator) {
    inFlight = penetrator.inFlight();
    unwritten = penetrator.account().unwritten();
    answered = penetrator.answered();
  }

  private void handOver(Penetrator penetrator) {
    if (wanted.get() == null) {
      return;
    }
    Tally empty = wanted.getAndSet(null);
    if (empty != null) {
      publish(penetrator);
      putDown.set(penetrator.account().exchangeTally(empty));
    }
  }

  private static void sleepUntil(long nanos) {
    long left = nanos - System.nanoTime();
    while (left > 0) {
      LockSupport.parkNanos(left);
      left = nanos - System.nanoTime();
    }
  }
}
