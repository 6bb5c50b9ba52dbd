package dev.pruefstand.evidence;

import dev.pruefstand.analysis.LoadFigures.Machine;
import dev.pruefstand.trial.CpuTimes;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the processors had done before a load, to be compared with what they have done after it.
 * Client and server are charged by process: where they share a JVM, that one process is both, with
 * its compiler and its garbage collector, and everything outside it is somebody else.
 */
public final class Processors {
  private final @Nullable Long server;
  private final Optional<CpuTimes> before;

  private Processors(@Nullable Long server) {
    this.server = server;
    before = CpuTimes.now(server);
  }

  /** Now, with the server in this process, or on another machine. */
  public static Processors now() {
    return new Processors(null);
  }

  /**
   * Now.
   *
   * @param server the server's process, null for none beside this one
   */
  public static Processors now(@Nullable Long server) {
    return new Processors(server);
  }

  /** What others than client and server did since; to be asked at once, when the load is over. */
  public Machine since() {
    Optional<CpuTimes> after = CpuTimes.now(server);
    if (after.isEmpty() || before.isEmpty()) {
      return new Machine(null, 0, "this system does not tell what its processors do");
    }
    return new Machine(
        after.get().othersSince(before.get()), after.get().stolenSince(before.get()), "");
  }
}
