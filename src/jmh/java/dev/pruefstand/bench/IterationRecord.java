package dev.pruefstand.bench;

import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * What one iteration measured.
 *
 * @param serviceNanos written until done, nanoseconds
 * @param failures by kind
 */
record IterationRecord(
    Histogram serviceNanos,
    long responses,
    Map<String, Long> failures,
    long serverCpuNanos,
    long clientCpuNanos) {}
