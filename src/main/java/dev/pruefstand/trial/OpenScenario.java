package dev.pruefstand.trial;

/**
 * What is asked of a contender by an open loop: requests are planned at a rate, whatever the server
 * does.
 *
 * @param resource the file that is requested, relative to the site: {@code hello.html}
 * @param bodyBytes the length of that file
 * @param requestsPerSecond the rate
 * @param arrivals how the planned instants lie: {@code poisson} or {@code constant}
 * @param connections opened beforehand
 * @param mostConnections opened on demand
 * @param seconds how long requests were planned
 */
public record OpenScenario(
    String resource,
    long bodyBytes,
    double requestsPerSecond,
    String arrivals,
    int connections,
    int mostConnections,
    int seconds) {}
