package dev.pruefstand.bench.subject;

import dev.pruefstand.trial.Isolation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How a contender is started.
 *
 * @param threads for those that have such a setting; 0 for the default
 * @param site the folder that it serves
 * @param jvmFlags of its JVM, beyond those that it needs, if it gets one of its own
 */
public record Launch(
    Isolation isolation, int threads, Path site, Cores cores, List<String> jvmFlags) {
  /** Copies the list. */
  public Launch {
    jvmFlags = List.copyOf(jvmFlags);
  }

  /**
   * Who is no strategy of ours always gets a process of its own.
   *
   * @throws IllegalArgumentException if it is to run in the load generator's
   */
  void requireOwnProcess(String label) {
    if (isolation != Isolation.OWN_PROCESS) {
      throw new IllegalArgumentException(
          "expected -p isolation=OWN_PROCESS for %s, found %s: only our own servers can run in the"
                  .formatted(label, isolation)
              + " load generator's process");
    }
  }

  /** The same with one more flag for its JVM. */
  public Launch with(String flag) {
    var more = new ArrayList<>(jvmFlags);
    more.add(flag);
    return new Launch(isolation, threads, site, cores, more);
  }
}
