package dev.pruefstand.http;

import java.time.Duration;

/**
 * What a client may ask of a server, in bytes, fields, time and connections. One record for all
 * strategies.
 *
 * @param requestLineBytes method, target and version with the spaces between; beyond it 414
 * @param headerBytes all field lines with their line ends; beyond it 431
 * @param headerFields field lines; beyond it 431
 * @param request from a request's first byte to the end of its head; beyond it 408
 * @param idle between two requests on a kept-alive connection; beyond it the connection closes
 * @param write how long a client may take none of an answer; beyond it the connection closes
 * @param connections open at the same time; beyond it new ones wait in the backlog
 */
public record Limits(
    int requestLineBytes,
    int headerBytes,
    int headerFields,
    Duration request,
    Duration idle,
    Duration write,
    int connections) {

  /** The defaults. */
  public static final Limits DEFAULT =
      new Limits(
          8 * 1024,
          16 * 1024,
          100,
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofSeconds(30),
          20_000);

  /** Checks that every limit is positive. */
  public Limits {
    if (requestLineBytes <= 0 || headerBytes <= 0 || headerFields <= 0 || connections <= 0) {
      throw new IllegalArgumentException("expected limits above zero, found one that is not");
    }
    if (!request.isPositive() || !idle.isPositive() || !write.isPositive()) {
      throw new IllegalArgumentException("expected times above zero, found one that is not");
    }
  }
}
