package dev.pruefstand.conversation;

import dev.pruefstand.http.Status;
import dev.pruefstand.stats.ServerStats;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The answer to /stats, made when it is asked for. */
final class StatsAnswer {
  private static final byte[] PAGE = "/stats".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] JSON = "/stats.json".getBytes(StandardCharsets.US_ASCII);

  private StatsAnswer() {}

  /** The statistics, if that is what the path names; null otherwise. */
  static @Nullable Answer of(
      ServerStats stats,
      byte[] path,
      int from,
      int to,
      @Nullable String accept,
      Answer.Persistence persistence) {
    boolean page = Arrays.equals(PAGE, 0, PAGE.length, path, from, to);
    boolean json = Arrays.equals(JSON, 0, JSON.length, path, from, to);
    if (!page && !json) {
      return null;
    }
    stats.answeredStats();
    boolean asJson = json || (accept != null && accept.contains("application/json"));
    ServerStats.Snapshot now = stats.snapshot();
    String type = asJson ? "application/json" : "text/html; charset=utf-8";
    String fields = "Content-Type: " + type + "\r\nCache-Control: no-store\r\nVary: Accept\r\n";
    Answer[] prepared =
        Answer.prepare(Status.OK, fields, Answer.text(asJson ? now.json() : now.html()));
    return prepared[persistence.ordinal()];
  }
}
