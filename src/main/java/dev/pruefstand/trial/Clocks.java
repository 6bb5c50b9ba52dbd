package dev.pruefstand.trial;

/**
 * All clocks of a run.
 *
 * @param response from the planned instant until the last byte of the answer, or the failure
 * @param service from the written request on until then
 * @param firstByte from the written request until the first byte of the answer
 * @param connect how long it took to connect
 * @param lag from the planned instant until the request was written
 * @param lateness the part of the lag for which a connection was free
 */
public record Clocks(
    Latency response,
    Latency service,
    Latency firstByte,
    Latency connect,
    Latency lag,
    Latency lateness) {}
