package dev.pruefstand.stats;

import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** A snapshot as JSON. Its figures are the same whatever the machine's language. */
public final class StatsJson {
  private static final double NANOS_PER_MICRO = 1000.0;

  private StatsJson() {}

  /** An object with a member per counter. */
  public static String of(Snapshot now) {
    var json = new StringBuilder(counters(now));
    String separator = "";
    for (Map.Entry<String, Long> path : now.byPath().entrySet()) {
      json.append(separator).append("\n    ");
      quote(json, path.getKey());
      json.append(": ").append(path.getValue());
      separator = ",";
    }
    json.append("},\n  \"otherPaths\": ").append(now.otherPaths()).append(",\n  \"latest\": [");
    separator = "";
    for (Request request : now.latest()) {
      json.append(separator);
      request(json, request);
      separator = ",";
    }
    return json.append("]\n}\n").toString();
  }

  private static String counters(Snapshot now) {
    Histogram service = now.serviceNanos();
    return String.format(
        Locale.ROOT,
        """
        {
          "uptimeMillis": %d,
          "requests": %d,
          "status2xx": %d,
          "status3xx": %d,
          "status4xx": %d,
          "status5xx": %d,
          "statsRequests": %d,
          "bytesSent": %d,
          "connectionsOpen": %d,
          "connectionsTotal": %d,
          "serviceMicros": {
            "count": %d, "mean": %.1f, "p50": %.1f, "p90": %.1f, "p99": %.1f, "p99.9": %.1f, "max": %.1f
          },
          "paths": {\
        """,
        now.uptimeMillis(),
        now.answered(),
        now.answered(2),
        now.answered(3),
        now.answered(4),
        now.answered(5),
        now.statsRequests(),
        now.bytesSent(),
        now.open(),
        now.accepted(),
        service.getTotalCount(),
        service.getMean() / NANOS_PER_MICRO,
        service.getValueAtPercentile(50) / NANOS_PER_MICRO,
        service.getValueAtPercentile(90) / NANOS_PER_MICRO,
        service.getValueAtPercentile(99) / NANOS_PER_MICRO,
        service.getValueAtPercentile(99.9) / NANOS_PER_MICRO,
        service.getMaxValue() / NANOS_PER_MICRO);
  }

  /** A hundred times per answer, and so without a formatter. */
  private static void request(StringBuilder json, Request request) {
    json.append("\n    {\"endedMillis\": ").append(request.endedMillis()).append(", \"path\": ");
    quote(json, request.path());
    json.append(", \"status\": ").append(request.status());
    long tenths = request.serviceNanos() / 100;
    json.append(", \"micros\": ").append(tenths / 10).append('.').append(tenths % 10).append('}');
  }

  /** RFC 8259 section 7. A path is untrusted text. */
  private static void quote(StringBuilder json, String text) {
    json.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < ' ') {
        json.append("\\u00")
            .append((char) ('0' + (c >> 4)))
            .append(HexFormat.of().toLowHexDigit(c));
      } else {
        json.append(c);
      }
    }
    json.append('"');
  }
}
