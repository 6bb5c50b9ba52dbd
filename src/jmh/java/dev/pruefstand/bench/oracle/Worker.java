package dev.pruefstand.bench.oracle;

import java.util.function.LongSupplier;

/** A single worker behind a FIFO queue: the recursion that {@link Discipline} states. */
final class Worker implements Schedule {
  private final LongSupplier serviceNanos;
  private long freeAtNanos = Long.MIN_VALUE;

  Worker(LongSupplier serviceNanos) {
    this.serviceNanos = serviceNanos;
  }

  @Override
  public long completionNanos(long arrivalNanos) {
    freeAtNanos = Math.max(arrivalNanos, freeAtNanos) + serviceNanos.getAsLong();
    return freeAtNanos;
  }
}
