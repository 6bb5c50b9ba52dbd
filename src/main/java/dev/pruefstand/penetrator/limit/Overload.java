package dev.pruefstand.penetrator.limit;

import dev.pruefstand.penetrator.LoadResult;
import dev.pruefstand.penetrator.LoadRun;
import dev.pruefstand.penetrator.Unreachable;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

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

  /** Loads the server with 120 % and 150 % of a rate, and then with half of it. */
  public Beyond beyond(double limitRate) throws InterruptedException {
    Repetition at120 = load.judged(MODERATE * limitRate, load.overload(MODERATE * limitRate));
    LoadRun heavy = load.overload(HEAVY * limitRate);
    var firstSecondOver = new CountDownLatch(1);
    var beganNanos = new AtomicLong();
    var result = new CompletableFuture<LoadResult>();
    Thread.ofPlatform()
        .name("overload")
        .daemon()
        .start(() -> carryOut(heavy, beganNanos, firstSecondOver, result));
    firstSecondOver.await();
    Optional<Duration> recovery =
        recovery(beganNanos.get() + load.overloadTime().toNanos(), LIGHT * limitRate);
    return new Beyond(at120, judged(HEAVY * limitRate, result), recovery);
  }

  private static void carryOut(
      LoadRun run,
      AtomicLong beganNanos,
      CountDownLatch firstSecondOver,
      CompletableFuture<LoadResult> result) {
    beganNanos.set(System.nanoTime());
    try {
      result.complete(
          run.run(
              second -> {
                // Connecting came first: the run tells when it began by its first second.
                if (second.number() == 0) {
                  beganNanos.set(System.nanoTime() - SECOND.toNanos());
                  firstSecondOver.countDown();
                }
              }));
    } catch (InterruptedException | RuntimeException failure) {
      result.completeExceptionally(failure);
    } finally {
      firstSecondOver.countDown();
    }
  }

  private Optional<Duration> recovery(long overNanos, double rate) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(overNanos - System.nanoTime());
    while (true) {
      Duration since = Duration.ofNanos(System.nanoTime() - overNanos);
      if (since.compareTo(PATIENCE) > 0) {
        return Optional.empty();
      }
      if (load.secondAt(rate).kept()) {
        return Optional.of(since);
      }
    }
  }

  private Repetition judged(double rate, CompletableFuture<LoadResult> result) {
    try {
      return load.judged(rate, result.join());
    } catch (CompletionException failed) {
      if (failed.getCause() instanceof Unreachable) {
        return Repetition.unreachable(rate);
      }
      throw failed;
    }
  }
}
