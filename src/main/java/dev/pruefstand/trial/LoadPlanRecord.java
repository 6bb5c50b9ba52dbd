package dev.pruefstand.trial;

import java.util.List;

/**
 * What a run of the load generator was planned to be.
 *
 * @param description one line for people
 * @param model {@code closed}, {@code open} or {@code salvo}
 * @param requestsPerSecond of an open loop, 0 for others
 * @param arrivals {@code constant} or {@code poisson}; empty where there is no rate
 * @param seed what random arrivals began with, 0 where there are none
 * @param requests how many at most, 0 for as many as there was time for
 */
public record LoadPlanRecord(
    String description,
    List<Ask> asks,
    String model,
    double requestsPerSecond,
    String arrivals,
    long seed,
    int connections,
    int maxConnections,
    int pipeline,
    boolean keepAlive,
    boolean spin,
    int workers,
    double timeoutSeconds,
    double warmupSeconds,
    double durationSeconds,
    long requests) {

  /** One kind of request, and how often it was sent relative to the others. */
  public record Ask(String url, double weight, String method, List<String> fields) {

    /** Copies the list. */
    public Ask {
      fields = List.copyOf(fields);
    }
  }

  /** Copies the list. */
  public LoadPlanRecord {
    asks = List.copyOf(asks);
  }
}
