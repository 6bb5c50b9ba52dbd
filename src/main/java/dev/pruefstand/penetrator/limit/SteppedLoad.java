package dev.pruefstand.penetrator.limit;

import dev.pruefstand.penetrator.LoadPlan;
import dev.pruefstand.penetrator.LoadResult;
import dev.pruefstand.penetrator.LoadRun;
import dev.pruefstand.penetrator.OpenLoop;
import dev.pruefstand.penetrator.Second;
import dev.pruefstand.penetrator.Unreachable;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Runs of one plan at different rates, each judged by the objective and by a witness. {@link #stop}
 * may be called from any thread; what is under way then is dropped, because a run that was cut off
 * is no repetition.
 */
public final class SteppedLoad {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final LoadPlan plan;
  private final OpenLoop model;
  private final Objective objective;
  private final Function<LoadPlan, LoadRun> runs;
  private final Witness witness;
  private final AtomicInteger count = new AtomicInteger();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Set<LoadRun> underWay = ConcurrentHashMap.newKeySet();

  /**
   * Steps of a plan.
   *
   * @param plan an open loop, whose rate is replaced
   * @param runs carries a plan out
   */
  public SteppedLoad(
      LoadPlan plan, Objective objective, Function<LoadPlan, LoadRun> runs, Witness witness) {
    if (!(plan.model() instanceof OpenLoop open)) {
      throw new IllegalArgumentException(
          "expected an open loop, found a " + plan.model().describe());
    }
    this.plan = plan;
    this.model = open;
    this.objective = objective;
    this.runs = runs;
    this.witness = witness;
  }

  /** Ends what is under way, and all that would follow. */
  public void stop() {
    stopped.countDown();
    underWay.forEach(LoadRun::stop);
  }

  /** Returns at once when it is stopped, otherwise after that time: whether it is. */
  boolean isStoppedWithin(long nanos) throws InterruptedException {
    return stopped.await(nanos, TimeUnit.NANOSECONDS);
  }

  private boolean isStopped() {
    return stopped.getCount() == 0;
  }

  /**
   * A run that counts for nothing: the first requests of a server's life are its slowest.
   *
   * @throws Unreachable if there is no server
   */
  public void warmUp() {
    carryOut(step(model.requestsPerSecond(), Duration.ZERO, shortest()), _ -> {});
  }

  /** One repetition of a step; empty if it was stopped. */
  public Optional<Repetition> at(double rate) {
    return judged(step(rate, plan.warmup(), plan.duration()), true, _ -> {});
  }

  /** A second's worth of requests, while others may still be answered; empty if it was stopped. */
  Optional<Repetition> secondAt(double rate) {
    return judged(step(rate, Duration.ZERO, shortest()), false, _ -> {});
  }

  /**
   * A run whose beginning, in which a queue is still building up, is not counted; empty if it was
   * stopped.
   *
   * @param alone whether nothing else is asked of the server before it ends
   */
  Optional<Repetition> overload(double rate, boolean alone, Consumer<Second> watcher) {
    return judged(step(rate, overloadWarmup(), plan.duration()), alone, watcher);
  }

  private Duration overloadWarmup() {
    return plan.warmup().compareTo(SECOND) > 0 ? plan.warmup() : SECOND;
  }

  /** For how long an overload is planned: longer than a second. */
  Duration overloadTime() {
    return overloadWarmup().plus(plan.duration());
  }

  private Optional<Repetition> judged(LoadPlan step, boolean alone, Consumer<Second> watcher) {
    double rate = ((OpenLoop) step.model()).requestsPerSecond();
    try {
      Witness.Statement statement = witness.before(step, alone);
      return carryOut(step, watcher)
          .map(
              result -> {
                Repetition repetition = Repetition.of(rate, result, objective);
                return repetition.with(statement.of(result, repetition.kept()));
              });
    } catch (Unreachable nobody) {
      return Optional.of(Repetition.unreachable(rate));
    }
  }

  /** A second, or a step if that is shorter. */
  private Duration shortest() {
    return SECOND.compareTo(plan.duration()) < 0 ? SECOND : plan.duration();
  }

  private LoadPlan step(double rate, Duration warmup, Duration duration) {
    return new LoadPlan(
        plan.asks(),
        // Random arrivals are others each time, and the same ones in the next search.
        new OpenLoop(
            rate,
            model.arrivals(),
            model.seed() + count.getAndIncrement(),
            model.connections(),
            model.mostConnections(),
            model.pipeline()),
        plan.keepAlive(),
        plan.timeout(),
        plan.spin(),
        plan.workers(),
        warmup,
        duration,
        LoadPlan.UNLIMITED);
  }

  /** Empty if it was stopped before or meanwhile. */
  private Optional<LoadResult> carryOut(LoadPlan step, Consumer<Second> watcher) {
    LoadRun run = runs.apply(step);
    underWay.add(run);
    try {
      // Whoever stops it after this line finds the run.
      return isStopped()
          ? Optional.empty()
          : Optional.of(run.run(watcher)).filter(result -> !result.ending().isEarly());
    } catch (Unreachable nobody) {
      if (isStopped()) {
        return Optional.empty();
      }
      throw nobody;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a load was running", interrupted);
    } finally {
      underWay.remove(run);
    }
  }
}
