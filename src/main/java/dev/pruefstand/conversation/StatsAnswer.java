package dev.pruefstand.conversation;

import dev.pruefstand.http.Accept;
import dev.pruefstand.http.Status;
import dev.pruefstand.stats.ServerStats;
import dev.pruefstand.stats.Snapshot;
import dev.pruefstand.stats.StatsJson;
import dev.pruefstand.stats.StatsMetrics;
import dev.pruefstand.stats.StatsPage;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The answers that tell the statistics, made when they are asked for. */
final class StatsAnswer {
  private static final String CACHING = "Cache-Control: no-store\r\nVary: Accept\r\n";

  /** In which words they are told. */
  enum Form {
    PAGE("text/html; charset=utf-8", StatsPage::of),
    JSON("application/json", StatsJson::of),
    METRICS("text/plain; version=0.0.4; charset=utf-8", StatsMetrics::of);

    private final String contentType;

    @SuppressWarnings("ImmutableEnumChecker") // A reference to a static method.
    private final Function<Snapshot, String> writer;

    Form(String contentType, Function<Snapshot, String> writer) {
      this.contentType = contentType;
      this.writer = writer;
    }

    Answer answer(ServerStats stats, Answer.Persistence persistence) {
      stats.answeredStats();
      String fields = "Content-Type: " + contentType + "\r\n" + CACHING;
      // In the heap: native memory of its own, freed by nothing but a collection, piles up.
      byte[] text = writer.apply(stats.snapshot()).getBytes(StandardCharsets.UTF_8);
      Answer[] prepared = Answer.prepare(Status.OK, fields, MemorySegment.ofArray(text));
      return prepared[persistence.ordinal()];
    }

    /** 304 for a client that wants them only if there are none. RFC 9110 section 13.1.2. */
    Answer notModified(ServerStats stats, Answer.Persistence persistence) {
      stats.answeredStats();
      Answer[] prepared = Answer.prepare(Status.NOT_MODIFIED, CACHING, MemorySegment.NULL);
      return prepared[persistence.ordinal()];
    }
  }

  private StatsAnswer() {}

  /** The form that a path and an Accept field ask for; null if the path is another's. */
  static @Nullable Form form(String path, @Nullable String accept) {
    return switch (path) {
      case "/stats" -> accept == null ? Form.PAGE : preferred(Accept.of(accept));
      case "/stats.json" -> Form.JSON;
      case "/metrics" -> Form.METRICS;
      default -> null;
    };
  }

  /** The page, unless JSON is wanted more. RFC 9110 section 12.5.1: nobody has to be refused. */
  private static Form preferred(Accept accept) {
    int page = accept.weight(Form.PAGE.contentType);
    return accept.weight(Form.JSON.contentType) > page ? Form.JSON : Form.PAGE;
  }
}
