package dev.pruefstand.penetrator;

import dev.pruefstand.os.Platform;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A whole run: workers with a thread each, a common beginning, and everything put together at the
 * end. {@link #run} may be called once; {@link #stop} from any thread.
 */
public final class LoadRun {
  private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** For all workers to hear of the beginning before it is there. */
  private static final long LEAD_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private final LoadPlan plan;
  private final List<Worker> workers = new ArrayList<>();
  private final Tally total = new Tally();
  private final List<Second> seconds = new ArrayList<>();
  private volatile boolean begun;
  private volatile Ending ending = Ending.AS_PLANNED;
  private long answeredSoFar;
  private long lastAnswerNanos;

  /** A run of this plan, with as many threads as it has workers. */
  public LoadRun(Platform platform, LoadPlan plan) {
    this.plan = plan;
    var first = new FirstAnswers(plan);
    for (int i = 0; i < plan.workers(); i++) {
      workers.add(new Worker(platform, plan, i, first));
    }
  }

  /** Ends the run early: what is under way is still awaited, and all of it is reported. */
  public void stop() {
    end(Ending.STOPPED);
  }

  /**
   * Whether there is anything to report: all connections were made or tried, and load has begun.
   */
  public boolean hasBegun() {
    return begun;
  }

  private void end(Ending why) {
    ending = why;
    workers.forEach(Worker::stop);
  }

  /**
   * Carries the load out, on this thread and those of the workers.
   *
   * @param watcher is told each second how it went
   * @throws Unreachable if not a single connection could be made
   */
  public LoadResult run(Consumer<Second> watcher) throws InterruptedException {
    try {
      workers.forEach(Worker::start);
      int standing = 0;
      for (Worker worker : workers) {
        standing += worker.awaitConnected();
      }
      if (standing == 0 && !(plan.model() instanceof ClosedLoop)) {
        throw new Unreachable(plan.target().address(), plan.timeout());
      }
      return begin(watcher);
    } finally {
      workers.forEach(Worker::abandon);
      for (Worker worker : workers) {
        worker.join();
      }
    }
  }

  private LoadResult begin(Consumer<Second> watcher) throws InterruptedException {
    begun = true;
    long start = System.nanoTime() + LEAD_NANOS;
    long from = start + plan.warmup().toNanos();
    long to = from + plan.duration().toNanos();
    long began = System.currentTimeMillis() + plan.warmup().toMillis();
    workers.forEach(worker -> worker.begin(start, from, to));
    lastAnswerNanos = start;
    int second = 0;
    boolean over = false;
    while (!over) {
      long end = start + (second + 1) * SECOND_NANOS;
      sleepUntil(end);
      // Before the rest is collected: nothing can come after it.
      over = allDone();
      if (workers.stream().anyMatch(worker -> worker.failure() != null)) {
        // Without one of them it is not the load that was planned.
        workers.forEach(Worker::stop);
      }
      Second now = collect(second++, end - from <= 0);
      if (hasNoAnswers(now)) {
        end(Ending.NO_ANSWERS);
      }
      if (isUnreachable()) {
        throw new Unreachable(plan.target().address(), Duration.ofNanos(System.nanoTime() - start));
      }
      if (!over || now.requests() + now.responses() + now.failed() > 0) {
        seconds.add(now);
        watcher.accept(now);
      }
    }
    for (Worker worker : workers) {
      Throwable failure = worker.failure();
      if (failure != null) {
        throw new IllegalStateException(
            "a worker of the load generator failed: " + failure, failure);
      }
    }
    long measuredTo = Math.min(to, workers.stream().mapToLong(Worker::planEnd).max().orElse(to));
    return new LoadResult(
        plan,
        began,
        Duration.ofNanos(Math.max(1, measuredTo - from)),
        total,
        seconds,
        workers.stream().mapToLong(Worker::written).sum(),
        workers.stream().mapToLong(Worker::answered).sum(),
        workers.stream().mapToLong(Worker::countedInFlight).sum(),
        workers.stream().mapToDouble(Worker::busyShare).max().orElse(0),
        Duration.ofNanos(workers.stream().mapToLong(Worker::longestStallNanos).max().orElse(0)),
        ending);
  }

  /** A closed loop connects as it goes: only failures, and not a single connection so far. */
  private boolean isUnreachable() {
    return total.connectNanos().getTotalCount() == 0
        && plan.model() instanceof ClosedLoop
        && workers.stream().anyMatch(worker -> worker.unwritten() > 0);
  }

  /** A run of some duration ends by itself. */
  private boolean hasNoAnswers(Second now) {
    return plan.requests() != LoadPlan.UNLIMITED
        && plan.model() instanceof ClosedLoop
        && now.failed() > 0
        && System.nanoTime() - lastAnswerNanos > 2 * plan.timeout().toNanos();
  }

  private boolean allDone() {
    return workers.stream().allMatch(Worker::isDone);
  }

  /** Returns earlier when all is done. */
  private void sleepUntil(long nanos) throws InterruptedException {
    for (Worker worker : workers) {
      worker.awaitDone(nanos - System.nanoTime());
    }
  }

  private Second collect(int number, boolean warmup) {
    var interval = new Tally();
    int inFlight = 0;
    long answered = 0;
    for (Worker worker : workers) {
      worker.collect(interval);
      inFlight += worker.inFlight();
      answered += worker.answered();
    }
    total.add(interval);
    long came = answered - answeredSoFar;
    answeredSoFar = answered;
    if (came > 0) {
      lastAnswerNanos = System.nanoTime();
    }
    var nanos = interval.responseNanos();
    return new Second(
        number,
        warmup,
        came,
        interval.requests(),
        interval.responses(),
        interval.failed(),
        interval.bytes(),
        inFlight,
        nanos.getValueAtPercentile(50),
        nanos.getValueAtPercentile(99),
        nanos.getValueAtPercentile(99.9),
        nanos.getMaxValue());
  }
}
