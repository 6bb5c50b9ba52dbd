package dev.pruefstand.http;

import java.time.Duration;

/**
 * What a client may ask of a server, in bytes, fields, time and connections. One record for all
 * strategies.
 *
 * @param requestLineBytes method, target and version with the spaces between; beyond it 414
 * @param headerBytes all field lines with their line ends; beyond it 431
 * @param headerFields field lines; beyond it 431
 * @param bodyBytes of a request, without the framing of chunks; beyond it 413
 * @param request from a request's first byte to its last, a body's included; beyond it 408
 * @param idle before the first request and between two; beyond it the connection closes
 * @param write how long a client may take none of an answer; beyond it the connection closes
 * @param connections open at the same time; beyond it new ones wait in the backlog
 */
public record Limits(
    int requestLineBytes,
    int headerBytes,
    int headerFields,
    long bodyBytes,
    Duration request,
    Duration idle,
    Duration write,
    int connections) {

  /** So that any instant and a limit can be added up in nanoseconds. */
  private static final Duration LONGEST = Duration.ofDays(366);

  /** The defaults. */
  public static final Limits DEFAULT =
      new Limits(
          8 * 1024,
          16 * 1024,
          100,
          1024 * 1024,
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofSeconds(30),
          20_000);

  /** The same with other limits of a request's line and fields. */
  public Limits withHead(int lineBytes, int bytes, int fields) {
    return new Limits(lineBytes, bytes, fields, bodyBytes, request, idle, write, connections);
  }

  /** The same with another limit of a body. */
  public Limits withBody(long bytes) {
    return new Limits(
        requestLineBytes, headerBytes, headerFields, bytes, request, idle, write, connections);
  }

  /** The same with other times. */
  public Limits withTimes(Duration toReceive, Duration toIdle, Duration toWrite) {
    return new Limits(
        requestLineBytes,
        headerBytes,
        headerFields,
        bodyBytes,
        toReceive,
        toIdle,
        toWrite,
        connections);
  }

  /** The same with another number of connections. */
  public Limits withConnections(int most) {
    return new Limits(
        requestLineBytes, headerBytes, headerFields, bodyBytes, request, idle, write, most);
  }

  /** Checks that every limit is positive. */
  public Limits {
    if (requestLineBytes <= 0
        || headerBytes <= 0
        || headerFields <= 0
        || bodyBytes < 0
        || connections <= 0) {
      throw new IllegalArgumentException("expected limits above zero, found one that is not");
    }
    if (!request.isPositive() || !idle.isPositive() || !write.isPositive()) {
      throw new IllegalArgumentException("expected times above zero, found one that is not");
    }
    if (request.compareTo(LONGEST) > 0
        || idle.compareTo(LONGEST) > 0
        || write.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("expected times up to a year, found a longer one");
    }
  }
}
