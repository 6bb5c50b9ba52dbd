package dev.pruefstand.penetrator.limit;

import dev.pruefstand.penetrator.Second;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Goes beyond a limit and waits for the server to recover.
 *
 * <pre>
 *   150 %  |##########|....      planned | what has piled up is still sent and answered
 *    50 %             |s1|s2|s3  a second after the other, until one keeps the objective
 *                     └─────┘    time to recover
 * </pre>
 *
 * The requests at 50 % have connections and a plan of their own, so that each second is judged on
 * what was planned in it, while those who came before still wait, as users do.
 */
public final class Overload {
  /** A server that has not recovered by then is said not to. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final double MODERATE = 1.2;
  private static final double HEAVY = 1.5;
  private static final double LIGHT = 0.5;

  private final SteppedLoad load;

  /** Beyond the limit of this load. */
  public Overload(SteppedLoad load) {
    this.load = load;
  }

  /** Loads the server with 120 % and 150 % of a rate, and then with half; empty if stopped. */
  public Optional<Beyond> beyond(double limitRate) throws InterruptedException {
    Optional<Repetition> at120 = load.overload(MODERATE * limitRate, true, _ -> {});
    var beganNanos = new CompletableFuture<Long>();
    CompletableFuture<Optional<Repetition>> at150 =
        CompletableFuture.supplyAsync(
                () -> load.overload(HEAVY * limitRate, false, second -> began(second, beganNanos)),
                run -> Thread.ofPlatform().name("overload").daemon().start(run))
            // At the latest: there may have been no second at all.
            .whenComplete((_, _) -> beganNanos.complete(System.nanoTime()));
    Optional<Duration> recovery =
        recovery(beganNanos.join() + load.overloadTime().toNanos(), LIGHT * limitRate);
    Optional<Repetition> heavy = at150.join();
    return load.isStoppedWithin(0)
        ? Optional.empty()
        : Optional.of(new Beyond(at120.orElseThrow(), heavy.orElseThrow(), recovery));
  }

  /** Connecting came first: the run tells when it began by its first second. */
  private static void began(Second second, CompletableFuture<Long> beganNanos) {
    if (second.number() == 0) {
      beganNanos.complete(System.nanoTime() - SECOND.toNanos());
    }
  }

  private Optional<Duration> recovery(long overNanos, double rate) throws InterruptedException {
    boolean stopped = load.isStoppedWithin(overNanos - System.nanoTime());
    while (!stopped) {
      Duration since = Duration.ofNanos(System.nanoTime() - overNanos);
      if (since.compareTo(PATIENCE) > 0) {
        return Optional.empty();
      }
      Optional<Repetition> second = load.secondAt(rate);
      if (second.filter(Repetition::kept).isPresent()) {
        return Optional.of(since);
      }
      stopped = second.isEmpty();
    }
    return Optional.empty();
  }
}
