package dev.pruefstand.trial;

import java.io.Serializable;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongBinaryOperator;

/**
 * What serving has cost a process. Whatever a system or a server does not tell is not in it.
 *
 * @param counters what only grows, by name: two readings tell what lay between
 * @param levels what goes up and down, by name, at the moment of the reading
 */
public record Ledger(SortedMap<String, Long> counters, SortedMap<String, Long> levels)
    implements Serializable {
  /** Requests answered, as the server counts them. */
  public static final String ANSWERED = "answered";

  /** CPU time in the process's own code, nanoseconds. */
  public static final String USER = "cpu.user.ns";

  /** CPU time in the kernel on its behalf, nanoseconds. */
  public static final String SYSTEM = "cpu.system.ns";

  /** How often a thread gave its processor away, to wait. */
  public static final String VOLUNTARY = "switches.voluntary";

  /** How often a thread was taken off its processor. */
  public static final String INVOLUNTARY = "switches.involuntary";

  /** Bytes allocated on the Java heap. */
  public static final String ALLOCATED = "allocated.bytes";

  /** Garbage collections. */
  public static final String COLLECTIONS = "gc.count";

  /** Time that they took, milliseconds. */
  public static final String COLLECTING = "gc.ms";

  /** How often an event loop came back from waiting. */
  public static final String WAKE_UPS = "wakeups";

  /** What it found ready, or completed. */
  public static final String EVENTS = "events";

  /** System calls, by kind, as far as the server makes them itself: {@code calls.recv}. */
  public static final String CALLS = "calls.";

  /** Threads of the process. */
  public static final String THREADS = "threads";

  /** Open descriptors. */
  public static final String DESCRIPTORS = "descriptors";

  /** Resident memory, bytes. */
  public static final String RESIDENT = "resident.bytes";

  /** Of which nothing is known. */
  public static final Ledger EMPTY = new Ledger(new TreeMap<>(), new TreeMap<>());

  /** Copies the maps. */
  public Ledger {
    counters = Collections.unmodifiableSortedMap(new TreeMap<>(counters));
    levels = Collections.unmodifiableSortedMap(new TreeMap<>(levels));
  }

  /** What has been counted since an earlier reading; the levels are the present ones. */
  public Ledger since(Ledger before) {
    return new Ledger(merge(counters, before.counters, Math::subtractExact), levels);
  }

  /** What two parts of a run have cost together; the levels are the later part's. */
  public Ledger plus(Ledger later) {
    return counters.isEmpty()
        ? later
        : new Ledger(merge(counters, later.counters, Math::addExact), later.levels);
  }

  /** Only what both tell. */
  private static SortedMap<String, Long> merge(
      Map<String, Long> one, Map<String, Long> other, LongBinaryOperator operator) {
    var merged = new TreeMap<String, Long>();
    one.forEach(
        (name, value) -> {
          Long theirs = other.get(name);
          if (theirs != null) {
            merged.put(name, operator.applyAsLong(value, theirs));
          }
        });
    return merged;
  }
}
