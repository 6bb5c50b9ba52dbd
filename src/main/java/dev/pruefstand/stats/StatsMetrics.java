package dev.pruefstand.stats;

import org.HdrHistogram.Histogram;

/**
 * A snapshot in Prometheus' text format. Source: Prometheus, <i>Exposition formats</i>, version
 * 0.0.4; times are in seconds, as its naming conventions want.
 */
public final class StatsMetrics {
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double MILLIS_PER_SECOND = 1e3;
  private static final double[] QUANTILES = {0.5, 0.9, 0.99, 0.999, 1};

  private final StringBuilder text = new StringBuilder();

  private StatsMetrics() {}

  /** All counters. */
  public static String of(Snapshot now) {
    return new StatsMetrics().write(now);
  }

  private String write(Snapshot now) {
    begin("pruefstand_requests_total", "counter", "Requests answered, by class of status.");
    for (int family = 2; family <= 5; family++) {
      line("pruefstand_requests_total{class=\"" + family + "xx\"}", now.answered(family));
    }
    begin("pruefstand_path_requests_total", "counter", "Requests answered, by path.");
    now.byPath().forEach(this::path);
    path("", now.otherPaths());
    begin("pruefstand_stats_requests_total", "counter", "Requests for the statistics, not above.");
    line("pruefstand_stats_requests_total", now.statsRequests());
    begin("pruefstand_sent_bytes_total", "counter", "Bytes of heads and bodies.");
    line("pruefstand_sent_bytes_total", now.bytesSent());
    begin("pruefstand_connections_total", "counter", "Connections accepted.");
    line("pruefstand_connections_total", now.accepted());
    begin("pruefstand_connections_open", "gauge", "Connections open now.");
    line("pruefstand_connections_open", now.open());
    begin("pruefstand_uptime_seconds", "gauge", "Time since the start.");
    line("pruefstand_uptime_seconds", now.uptimeMillis() / MILLIS_PER_SECOND);
    service(now.serviceNanos());
    return text.toString();
  }

  private void path(String path, long count) {
    line("pruefstand_path_requests_total{path=\"" + escaped(path) + "\"}", count);
  }

  private void service(Histogram nanos) {
    begin(
        "pruefstand_service_seconds",
        "summary",
        "From a request's first byte until the socket had taken its answer.");
    for (double quantile : QUANTILES) {
      line(
          "pruefstand_service_seconds{quantile=\"" + quantile + "\"}",
          nanos.getValueAtPercentile(100 * quantile) / NANOS_PER_SECOND);
    }
    long count = nanos.getTotalCount();
    line("pruefstand_service_seconds_sum", nanos.getMean() * count / NANOS_PER_SECOND);
    line("pruefstand_service_seconds_count", count);
  }

  private void begin(String name, String type, String help) {
    text.append("# HELP ").append(name).append(' ').append(help).append('\n');
    text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
  }

  /** Numbers as Java writes them are numbers to Prometheus, the scientific ones included. */
  private void line(String series, Number value) {
    text.append(series).append(' ').append(value).append('\n');
  }

  private static String escaped(String label) {
    return label.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }
}
