package dev.pruefstand.trial;

/**
 * One second of a run. Times are response times of requests that ended in it.
 *
 * @param second from 0, the warm-up included
 * @param warmup whether it is counted for nothing else
 * @param written requests that were sent or failed before they could be
 * @param inFlight requests without an answer at its end
 */
public record LoadSecond(
    int second,
    boolean warmup,
    long written,
    long answered,
    long failed,
    long bytes,
    int inFlight,
    long p50Nanos,
    long p99Nanos,
    long p999Nanos,
    long maxNanos) {}
