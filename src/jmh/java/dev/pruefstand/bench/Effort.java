package dev.pruefstand.bench;

import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.util.Optional;

/**
 * How thoroughly the closed loop is measured.
 *
 * @param rounds in how many of them each combination gets a fork
 */
record Effort(int rounds, int warmups, Duration warmup, int measurements, Duration measurement) {
  /** Start of two JVMs, and the check at the end, as seen on two cores. */
  static final Duration OVERHEAD = Duration.ofMillis(2300);

  /** Checks that there is a round: what is measured in none is not measured. */
  Effort {
    requireRounds(rounds);
  }

  static int requireRounds(int rounds) {
    if (rounds < 1) {
      throw new IllegalArgumentException(
          "expected at least one round (-Drounds, or -f in -Djmh.args), found " + rounds);
    }
    return rounds;
  }

  /** This, but where the user has said otherwise. */
  Effort unless(Options user, OptionalInt chosenRounds) {
    return new Effort(
        chosenRounds.orElse(rounds),
        user.getWarmupIterations().orElse(warmups),
        duration(user.getWarmupTime(), warmup),
        user.getMeasurementIterations().orElse(measurements),
        duration(user.getMeasurementTime(), measurement));
  }

  private static Duration duration(Optional<TimeValue> chosen, Duration usual) {
    return chosen.hasValue()
        ? Duration.ofNanos(chosen.get().convertTo(TimeUnit.NANOSECONDS))
        : usual;
  }

  /** About how long a fork takes. */
  Duration fork() {
    return warmup.multipliedBy(warmups).plus(measurement.multipliedBy(measurements)).plus(OVERHEAD);
  }

  void applyTo(ChainedOptionsBuilder options) {
    options
        .warmupIterations(warmups)
        .warmupTime(TimeValue.nanoseconds(warmup.toNanos()))
        .measurementIterations(measurements)
        .measurementTime(TimeValue.nanoseconds(measurement.toNanos()));
  }
}
