package dev.pruefstand.conversation;

import dev.pruefstand.http.Status;
import dev.pruefstand.stats.ServerStats;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.LongSupplier;

/**
 * The answers that tell the statistics: made anew for whoever asks, as long as that takes no more
 * than a tenth of a thread's time. Beyond it the last one is told again, so that a flood of such
 * requests, each a hundred times dearer than a file, starves nobody; it is then at most a second
 * old. Thread-safe, without a lock.
 *
 * <p>Source of the accounting: the generic cell rate algorithm, ITU-T I.371, with the time that an
 * answer took for the size of its cell.
 */
final class StatsAnswers {
  private static final String CACHING = "Cache-Control: no-store\r\nVary: Accept\r\n";

  /** A tenth. */
  private static final int SHARE = 10;

  /** What may be made at once after a rest: 50 milliseconds' worth. */
  private static final long BURST_NANOS = SHARE * 50_000_000L;

  /** However many are asked for: three forms once a second starve nobody. */
  private static final long OLDEST_NANOS = 1_000_000_000;

  /** An answer in all its persistences, and when it was made. */
  private record Told(Answer[] answers, long atNanos) {}

  private static final Answer[] NOT_MODIFIED =
      Answer.prepare(Status.NOT_MODIFIED, CACHING, MemorySegment.NULL);

  private final ServerStats stats;
  private final LongSupplier nanoTime;
  private final AtomicReferenceArray<Told> last =
      new AtomicReferenceArray<>(StatsForm.values().length);

  /** When what has been made so far will have been paid for. */
  private final AtomicLong paidNanos;

  StatsAnswers(ServerStats stats, LongSupplier nanoTime) {
    this.stats = stats;
    this.nanoTime = nanoTime;
    this.paidNanos = new AtomicLong(nanoTime.getAsLong());
  }

  /** The statistics now, or as they were a moment ago. */
  Answer answer(StatsForm form, Answer.Persistence persistence) {
    stats.answeredStats();
    Told told = last.get(form.ordinal());
    long began = nanoTime.getAsLong();
    if (told == null
        || began - told.atNanos >= OLDEST_NANOS
        || paidNanos.get() - began <= BURST_NANOS) {
      told = new Told(make(form), began);
      last.set(form.ordinal(), told);
      long cost = SHARE * (nanoTime.getAsLong() - began);
      paidNanos.accumulateAndGet(cost, (paid, more) -> Math.max(paid - began, 0) + began + more);
    }
    return told.answers[persistence.ordinal()];
  }

  private Answer[] make(StatsForm form) {
    String fields = "Content-Type: " + form.contentType + "\r\n" + CACHING;
    // In the heap: native memory of its own, freed by nothing but a collection, piles up.
    return Answer.prepare(Status.OK, fields, MemorySegment.ofArray(form.write(stats.snapshot())));
  }

  /** 304 for a client that wants them only if there are none. RFC 9110 section 13.1.2. */
  Answer notModified(Answer.Persistence persistence) {
    stats.answeredStats();
    return NOT_MODIFIED[persistence.ordinal()];
  }
}
