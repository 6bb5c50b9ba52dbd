package dev.pruefstand.conversation;

import dev.pruefstand.http.Accept;
import dev.pruefstand.stats.Snapshot;
import dev.pruefstand.stats.StatsJson;
import dev.pruefstand.stats.StatsMetrics;
import dev.pruefstand.stats.StatsPage;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** In which words the statistics are told. */
enum StatsForm {
  PAGE("text/html; charset=utf-8", StatsPage::of),
  JSON("application/json", StatsJson::of),
  METRICS("text/plain; version=0.0.4; charset=utf-8", StatsMetrics::of);

  final String contentType;

  @SuppressWarnings("ImmutableEnumChecker") // A reference to a static method.
  private final Function<Snapshot, String> writer;

  StatsForm(String contentType, Function<Snapshot, String> writer) {
    this.contentType = contentType;
    this.writer = writer;
  }

  byte[] write(Snapshot now) {
    return writer.apply(now).getBytes(StandardCharsets.UTF_8);
  }

  /** Whether the statistics are told at this path. */
  static boolean isPath(String path) {
    return path.equals("/stats") || path.equals("/stats.json") || path.equals("/metrics");
  }

  /** The form that such a path and an Accept field ask for. */
  static StatsForm of(String path, @Nullable String accept) {
    return switch (path) {
      case "/stats.json" -> JSON;
      case "/metrics" -> METRICS;
      default -> accept == null ? PAGE : preferred(Accept.of(accept));
    };
  }

  /**
   * The page, unless JSON is wanted more, or by name. RFC 9110 section 12.5.1: nobody has to be
   * refused.
   */
  private static StatsForm preferred(Accept accept) {
    // All JSON is in UTF-8, and some clients ask for it with the parameter. RFC 8259 section 8.1.
    return accept.prefers("application/json; charset=utf-8", PAGE.contentType) ? JSON : PAGE;
  }
}
