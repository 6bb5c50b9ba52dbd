package dev.pruefstand.stats;

import java.util.HexFormat;
import java.util.Locale;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;

/** A snapshot as JSON. Its figures are the same whatever the machine's language. */
public final class StatsJson {
  private static final double NANOS_PER_MICRO = 1000.0;

  private StatsJson() {}

  /** An object with a member per counter. */
  public static String of(Snapshot now) {
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
          "paths": {%s},
          "otherPaths": %d,
          "latest": [%s]
        }
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
        service.getMaxValue() / NANOS_PER_MICRO,
        now.byPath().entrySet().stream()
            .map(path -> "\n    " + quoted(path.getKey()) + ": " + path.getValue())
            .collect(Collectors.joining(",")),
        now.otherPaths(),
        now.latest().stream().map(StatsJson::request).collect(Collectors.joining(",")));
  }

  private static String request(Request request) {
    // A hundred times per answer, and so without a formatter.
    return "\n    {\"endedMillis\": "
        + request.endedMillis()
        + ", \"path\": "
        + quoted(request.path())
        + ", \"status\": "
        + request.status()
        + ", \"micros\": "
        + request.serviceNanos() / 1000
        + "."
        + request.serviceNanos() / 100 % 10
        + "}";
  }

  /** RFC 8259 section 7. A path is untrusted text. */
  private static String quoted(String text) {
    var quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ') {
        quoted.append("\\u").append(HexFormat.of().toHexDigits(c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
