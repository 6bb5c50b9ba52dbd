package dev.pruefstand.stats;

/**
 * A request that was answered.
 *
 * @param endedMillis when its answer had been sent, milliseconds since 1970
 * @param path what was asked for, empty if that could not be read; untrusted text
 * @param status the three digits
 * @param serviceNanos from its first byte until the socket had taken the answer
 */
public record Request(long endedMillis, String path, int status, long serviceNanos) {}
