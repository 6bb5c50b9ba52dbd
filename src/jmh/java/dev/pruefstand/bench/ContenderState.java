package dev.pruefstand.bench;

import dev.pruefstand.bench.subject.Entrant;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Who is measured: the parameters that all benchmarks of servers have. */
@State(Scope.Thread)
public abstract class ContenderState {
  /**
   * Who serves: see {@link Entrant#of}. Some benchmarks cannot ask whoever serves one at a time.
   */
  @Param({
    "POOL",
    "THREAD_PER_REQUEST",
    "THREAD_PER_CONNECTION",
    "VIRTUAL_THREADS",
    "SELECTOR",
    "EVENT_LOOP"
  })
  public String strategy;

  /** How many workers a pool has, or an event loop loops; 0 for as many as usual (8, 1). */
  @Param("0")
  public int threads;

  /** More flags for the server's own JVM, with spaces between them. */
  @Param("")
  public String serverFlags;
}
