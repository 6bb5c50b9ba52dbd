package dev.pruefstand.penetrator;

/**
 * One second of a run, over all workers. Times are nanoseconds, of requests that ended in it.
 *
 * @param number from 0, warm-up included
 * @param warmup whether it counts for nothing else
 * @param answered right answers that came in it, also to requests of the warm-up, of which nothing
 *     else is counted
 * @param inFlight requests without an answer at its end
 */
public record Second(
    int number,
    boolean warmup,
    long answered,
    long requests,
    long responses,
    long failed,
    long bytes,
    int inFlight,
    long p50Nanos,
    long p99Nanos,
    long p999Nanos,
    long maxNanos) {}
