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

  /** The form that a path and an Accept field ask for; null if the path is another's. */
  static @Nullable StatsForm of(String path, @Nullable String accept) {
    return switch (path) {
      case "/stats" -> accept == null ? PAGE : preferred(Accept.of(accept));
      case "/stats.json" -> JSON;
      case "/metrics" -> METRICS;
      default -> null;
    };
  }

  /** The page, unless JSON is wanted more. RFC 9110 section 12.5.1: nobody has to be refused. */
  private static StatsForm preferred(Accept accept) {
    int page = accept.weight(PAGE.contentType);
    return accept.weight(JSON.contentType) > page ? JSON : PAGE;
  }
}
