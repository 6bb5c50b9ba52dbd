package dev.pruefstand.bench;

import dev.pruefstand.trial.Ledger;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * What one iteration measured.
 *
 * @param serviceNanos written until done, nanoseconds
 * @param failures by kind
 * @param serverCpuNanos 0 if that is not known
 * @param ledger what the server's process used meanwhile
 */
record IterationRecord(
    Histogram serviceNanos,
    long responses,
    Map<String, Long> failures,
    long serverCpuNanos,
    long clientCpuNanos,
    Ledger ledger) {}
