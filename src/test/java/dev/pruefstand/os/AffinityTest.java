package dev.pruefstand.os;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.SortedSet;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Pins a process that does nothing, so that the tests' own goes where it likes. */
@Timeout(30)
class AffinityTest {
  private Affinity affinity;

  @BeforeEach
  void find() {
    affinity = Affinity.here().orElse(null);
    Assumptions.assumeTrue(affinity != null, "this system does not pin processes");
  }

  @Test
  void aProcessStaysWhereItIsPinned() throws IOException {
    SortedSet<Integer> allowed = affinity.allowed();
    assertFalse(allowed.isEmpty());
    Process sleeper = new ProcessBuilder("sleep", "60").start();
    try {
      affinity.pin(sleeper.pid(), Set.of(allowed.last()));
      String status = Files.readString(Path.of("/proc", "" + sleeper.pid(), "status"));
      assertEquals(
          allowed.last().toString(),
          status
              .lines()
              .filter(line -> line.startsWith("Cpus_allowed_list:"))
              .findFirst()
              .orElseThrow()
              .substring("Cpus_allowed_list:".length())
              .strip());
      assertEquals(allowed, affinity.allowed());
    } finally {
      sleeper.destroyForcibly();
    }
  }

  @Test
  void aProcessorThatThereIsNotIsRefused() throws IOException {
    Process sleeper = new ProcessBuilder("sleep", "60").start();
    try {
      OsException refused =
          assertThrows(OsException.class, () -> affinity.pin(sleeper.pid(), Set.of(8191)));
      assertEquals("sched_setaffinity to [8191] failed", refused.getMessage().split(":", 2)[0]);
    } finally {
      sleeper.destroyForcibly();
    }
  }

  @Test
  void aProcessThatHasGoneIsAnError() {
    assertThrows(IOException.class, () -> affinity.pin(Integer.MAX_VALUE, Set.of(0)));
  }
}
