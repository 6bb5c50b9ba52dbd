package dev.pruefstand.penetrator.limit;

import dev.pruefstand.penetrator.LoadPlan;
import dev.pruefstand.penetrator.LoadResult;
import dev.pruefstand.penetrator.LoadRun;
import dev.pruefstand.penetrator.OpenLoop;
import dev.pruefstand.penetrator.Unreachable;
import java.time.Duration;
import java.util.function.Function;

/** Runs of one plan at different rates, one after the other, each judged by the objective. */
public final class SteppedLoad {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final LoadPlan plan;
  private final OpenLoop model;
  private final Objective objective;
  private final Function<LoadPlan, LoadRun> runs;
  private int count;

  /**
   * Steps of a plan.
   *
   * @param plan an open loop, whose rate is replaced
   * @param runs carries a plan out
   */
  public SteppedLoad(LoadPlan plan, Objective objective, Function<LoadPlan, LoadRun> runs) {
    if (!(plan.model() instanceof OpenLoop open)) {
      throw new IllegalArgumentException(
          "expected an open loop, found a " + plan.model().describe());
    }
    this.plan = plan;
    this.model = open;
    this.objective = objective;
    this.runs = runs;
  }

  /**
   * A run that counts for nothing: the first requests of a server's life are its slowest.
   *
   * @throws Unreachable if there is no server
   */
  public void warmUp() {
    carryOut(run(model.requestsPerSecond(), Duration.ZERO, shortest()));
  }

  /** One repetition of a step. */
  public Repetition at(double rate) {
    return judged(rate, run(rate, plan.warmup(), plan.duration()));
  }

  /** A second's worth of requests. */
  Repetition secondAt(double rate) {
    return judged(rate, run(rate, Duration.ZERO, shortest()));
  }

  /** A run whose beginning, in which a queue is still building up, is not counted. */
  LoadRun overload(double rate) {
    return run(rate, overloadWarmup(), plan.duration());
  }

  private Duration overloadWarmup() {
    return plan.warmup().compareTo(SECOND) > 0 ? plan.warmup() : SECOND;
  }

  /** For how long an overload is planned: longer than a second. */
  Duration overloadTime() {
    return overloadWarmup().plus(plan.duration());
  }

  Repetition judged(double rate, LoadRun run) {
    try {
      return Repetition.of(rate, carryOut(run), objective);
    } catch (Unreachable nobody) {
      return Repetition.unreachable(rate);
    }
  }

  Repetition judged(double rate, LoadResult result) {
    return Repetition.of(rate, result, objective);
  }

  /** A second, or a step if that is shorter. */
  private Duration shortest() {
    return SECOND.compareTo(plan.duration()) < 0 ? SECOND : plan.duration();
  }

  private LoadRun run(double rate, Duration warmup, Duration duration) {
    return runs.apply(
        new LoadPlan(
            plan.asks(),
            // Random arrivals are others each time, and the same ones in the next search.
            new OpenLoop(
                rate,
                model.arrivals(),
                model.seed() + count++,
                model.connections(),
                model.mostConnections(),
                model.pipeline()),
            plan.keepAlive(),
            plan.timeout(),
            plan.spin(),
            plan.workers(),
            warmup,
            duration,
            LoadPlan.UNLIMITED));
  }

  private static LoadResult carryOut(LoadRun run) {
    try {
      return run.run(_ -> {});
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a load was running", interrupted);
    }
  }
}
