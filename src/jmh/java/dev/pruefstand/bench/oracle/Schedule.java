package dev.pruefstand.bench.oracle;

/** When requests are done: a {@link Discipline} at work, which remembers what came before. */
@FunctionalInterface
public interface Schedule {
  /**
   * The instant at which the next request is done. It depends on arrivals alone, and is never
   * earlier than that of the request before: requests leave in the order in which they came.
   *
   * @param arrivalNanos when it arrived, not before the one before it
   */
  long completionNanos(long arrivalNanos);
}
