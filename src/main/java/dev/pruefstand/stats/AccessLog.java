package dev.pruefstand.stats;

import java.io.Flushable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Writes a line per request in the Common Log Format, on a thread of its own: whoever serves only
 * leaves an entry. When the writer cannot keep up, entries are dropped and counted rather than
 * requests held up.
 *
 * <p>Source: Apache HTTP Server, <i>Log Files</i>, Common Log Format. Thread-safe.
 */
public final class AccessLog implements AutoCloseable {
  /**
   * A request that was answered.
   *
   * @param client its address
   * @param endedMillis milliseconds since 1970
   * @param requestLine as it was sent, untrusted; empty if it could not be read
   * @param bodyBytes of the answer
   */
  public record Entry(
      String client, long endedMillis, String requestLine, int status, long bodyBytes) {
    String line(DateTimeFormatter time) {
      return client
          + " - - ["
          + time.format(Instant.ofEpochMilli(endedMillis))
          + "] \""
          + escaped(requestLine.isEmpty() ? "-" : requestLine)
          + "\" "
          + status
          + " "
          + (bodyBytes == 0 ? "-" : Long.toString(bodyBytes))
          + "\n";
    }

    /** Nothing that a client sends may look like another line or end the quotation. */
    private static String escaped(String text) {
      var escaped = new StringBuilder();
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        if (c == '"' || c == '\\') {
          escaped.append('\\').append(c);
        } else if (c < ' ' || c > '~') {
          escaped.append(String.format(Locale.ROOT, "\\x%02x", (int) c));
        } else {
          escaped.append(c);
        }
      }
      return escaped.toString();
    }
  }

  private static final Logger LOG = System.getLogger(AccessLog.class.getName());
  private static final int MOST_WAITING = 8192;
  private static final Entry END = new Entry("", 0, "", 0, 0);

  private final BlockingQueue<Entry> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private final LongAdder dropped = new LongAdder();
  private final DateTimeFormatter time;
  private final Appendable to;
  private final Thread writer;
  private volatile @Nullable IOException failure;

  /** Starts to write; flushes whenever nothing is waiting, if {@code to} can be flushed. */
  public AccessLog(Appendable to, ZoneId zone) {
    this.to = to;
    time = DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH).withZone(zone);
    writer = Thread.ofPlatform().name("access-log").daemon().start(this::write);
  }

  /** Leaves an entry, or drops it. Never waits. */
  public void add(Entry entry) {
    if (!waiting.offer(entry)) {
      dropped.increment();
    }
  }

  /** How many entries were dropped because the writer could not keep up. */
  public long dropped() {
    return dropped.sum();
  }

  private void write() {
    try {
      for (Entry next = waiting.take(); !next.equals(END); next = waiting.take()) {
        if (failure == null) {
          write(next);
        } else {
          dropped.increment();
        }
      }
      if (failure == null) {
        flush();
      }
    } catch (IOException full) {
      failure = full;
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private void write(Entry entry) {
    try {
      to.append(entry.line(time));
      if (waiting.isEmpty()) {
        flush();
      }
    } catch (IOException full) {
      failure = full;
      dropped.increment();
      LOG.log(Level.WARNING, "the access log ends here: it cannot be written", full);
    }
  }

  private void flush() throws IOException {
    if (to instanceof Flushable buffered) {
      buffered.flush();
    }
  }

  /**
   * Writes what is waiting and ends.
   *
   * @throws UncheckedIOException if lines could not be written
   */
  @Override
  public void close() {
    try {
      while (writer.isAlive() && !waiting.offer(END, 10, TimeUnit.MILLISECONDS)) {
        // The writer is still taking entries, and makes room.
      }
      writer.join();
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
    IOException failed = failure;
    if (failed != null) {
      throw new UncheckedIOException("the access log could not be written", failed);
    }
  }
}
