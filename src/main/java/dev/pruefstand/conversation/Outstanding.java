package dev.pruefstand.conversation;

import dev.pruefstand.site.Resource;
import dev.pruefstand.stats.AccessLog;
import dev.pruefstand.stats.ServerStats;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The answers of a connection that the socket has not taken to their last byte: what is told of
 * them once it has, or once it never will. Reused, so that it allocates only when more requests are
 * pipelined than before, and no text that a client sent is kept beyond that.
 */
final class Outstanding {
  /** How many answers may be on their way at the same time. */
  private static final int MOST = 64;

  /** A string's objects, without its characters. */
  private static final int STRING_BYTES = 56;

  private final ServerStats stats;
  private final @Nullable LoggedAnswers logged;

  /** Null for what is logged but not counted. */
  private @Nullable String[] paths = new String[1];

  private int[] statuses = new int[1];
  private long[] began = new long[1];
  private int count;

  /** Of the paths that name no file, and so were made for one request. */
  private long pathBytes;

  /** Bytes of /stats answers that are still to be sent, and counted nowhere. */
  private long uncountedBytes;

  Outstanding(ServerStats stats, @Nullable AccessLog log, String client) {
    this.stats = stats;
    this.logged = log == null ? null : new LoggedAnswers(log, client);
  }

  /** Whether so many are on their way that more have to wait. */
  boolean isFull() {
    return count >= MOST;
  }

  /** The next answer is to the request whose line stands in {@code bytes} from here on. */
  void line(byte[] bytes, int start, int end) {
    if (logged != null) {
      logged.line(bytes, start, end);
    }
  }

  /**
   * An answer is to be sent, and counts as given.
   *
   * @param path what was asked for; empty if that could not be read
   * @param resource the file that has the path, if one has
   * @param length of head and body, as far as it is sent
   */
  void add(Answer answer, String path, @Nullable Resource resource, long length, long beganNanos) {
    int index = resource == null ? ServerStats.OTHER_PATH : resource.index();
    stats.answered(answer.status().family(), index);
    pathBytes += resource == null ? path.length() + STRING_BYTES : 0;
    put(answer, path, length, beganNanos);
  }

  /** The same for an answer of /stats, which tells of the others. */
  void addUncounted(Answer answer, long length, long beganNanos) {
    uncountedBytes += length;
    put(answer, null, length, beganNanos);
  }

  private void put(Answer answer, @Nullable String path, long length, long beganNanos) {
    if (count == paths.length) {
      int room = 2 * count;
      paths = Arrays.copyOf(paths, room);
      statuses = Arrays.copyOf(statuses, room);
      began = Arrays.copyOf(began, room);
    }
    paths[count] = path;
    statuses[count] = answer.status().code();
    began[count] = beganNanos;
    count++;
    if (logged != null) {
      logged.add(answer, length);
    }
  }

  /** The socket took the next bytes of them. */
  void took(long bytes) {
    // Which of several answers the bytes are of does not matter once all of them are sent.
    long uncounted = Math.min(bytes, uncountedBytes);
    uncountedBytes -= uncounted;
    stats.sent(bytes - uncounted);
    if (logged != null) {
      logged.took(bytes);
    }
  }

  /** About what this keeps on the heap while not all of it can be sent. */
  long heldBytes() {
    return pathBytes + (logged == null ? 0 : logged.heldBytes());
  }

  /** All of them have been handed over. */
  void sent(long nowNanos) {
    for (int i = 0; i < count; i++) {
      String path = paths[i];
      paths[i] = null;
      if (path != null) {
        stats.served(path, statuses[i], began[i], nowNanos);
      }
    }
    count = 0;
    pathBytes = 0;
    cutOff();
  }

  /** What has not been handed over will not be: the log tells how much of each was. */
  void cutOff() {
    if (logged != null) {
      logged.write();
    }
  }
}
