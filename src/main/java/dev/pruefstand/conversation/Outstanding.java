package dev.pruefstand.conversation;

import dev.pruefstand.stats.AccessLog;
import dev.pruefstand.stats.ServerStats;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The answers of a connection that the socket has not taken to their last byte: what is told of
 * them once it has. Reused, so that it allocates only when more requests are pipelined than before;
 * what a flood of them needed is given back, and no text that a client sent is kept.
 */
final class Outstanding {
  /** How many answers' room a connection keeps for ever. */
  private static final int MOST_KEPT = 64;

  private final ServerStats stats;
  private final @Nullable AccessLog log;
  private final String client;

  private @Nullable String[] paths = new String[1];
  private int[] statuses = new int[1];
  private long[] began = new long[1];
  private @Nullable String[] lines = new String[0];
  private long[] bodies = new long[0];
  private int count;

  Outstanding(ServerStats stats, @Nullable AccessLog log, String client) {
    this.stats = stats;
    this.log = log;
    this.client = client;
  }

  /** Whether {@link #add} wants the request line, which costs an allocation. */
  boolean wantsLines() {
    return log != null;
  }

  /** Whether so many are on their way that more have to wait. */
  boolean isFull() {
    return count >= MOST_KEPT;
  }

  /**
   * An answer is to be sent.
   *
   * @param path what was asked for; null for what is logged but not counted
   */
  void add(@Nullable String path, int status, long beganNanos, String line, long bodyBytes) {
    if (count == paths.length) {
      int room = 2 * count;
      paths = Arrays.copyOf(paths, room);
      statuses = Arrays.copyOf(statuses, room);
      began = Arrays.copyOf(began, room);
    }
    if (log != null) {
      if (lines.length < paths.length) {
        lines = Arrays.copyOf(lines, paths.length);
        bodies = Arrays.copyOf(bodies, paths.length);
      }
      lines[count] = line;
      bodies[count] = bodyBytes;
    }
    paths[count] = path;
    statuses[count] = status;
    began[count] = beganNanos;
    count++;
  }

  /** All of them have been handed over. */
  void sent(long nowNanos) {
    for (int i = 0; i < count; i++) {
      String path = paths[i];
      paths[i] = null;
      if (path != null) {
        stats.served(path, statuses[i], began[i], nowNanos);
      }
      if (log != null) {
        log(log, i);
      }
    }
    count = 0;
    if (paths.length > MOST_KEPT) {
      paths = new String[1];
      statuses = new int[1];
      began = new long[1];
      lines = new String[0];
      bodies = new long[0];
    }
  }

  private void log(AccessLog to, int i) {
    String line = lines[i];
    lines[i] = null;
    long millis = System.currentTimeMillis();
    to.add(new AccessLog.Entry(client, millis, line == null ? "" : line, statuses[i], bodies[i]));
  }
}
