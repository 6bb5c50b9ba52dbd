package dev.pruefstand.trial;

/**
 * What is asked of a contender, by a closed loop: every connection sends its next request when the
 * last one is answered.
 *
 * @param resource the file that is requested, relative to the site: {@code hello.html}
 * @param bodyBytes the length of that file
 * @param connections how many connections are open at the same time
 * @param keepAlive whether a connection carries many requests, or one
 * @param deferAccept whether the server hears of a connection only when its first bytes are there
 *     (TCP_DEFER_ACCEPT)
 */
public record Scenario(
    String resource, long bodyBytes, int connections, boolean keepAlive, boolean deferAccept) {
  /** The usual: a connection is heard of as soon as it stands. */
  public Scenario(String resource, long bodyBytes, int connections, boolean keepAlive) {
    this(resource, bodyBytes, connections, keepAlive, false);
  }
}
