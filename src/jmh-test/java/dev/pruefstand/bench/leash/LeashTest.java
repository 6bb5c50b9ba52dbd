package dev.pruefstand.bench.leash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pruefstand.server.Await;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever part of a leash is killed, the rest ends. Its JVM: see KillTest. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LeashTest {
  /** Two processes, of which only one ends with the other's end. */
  private static final List<String> FAMILY = List.of("sh", "-c", "sleep 100 & wait");

  private static Leash start() throws IOException {
    return new Leash(FAMILY, Redirect.INHERIT);
  }

  private static List<ProcessHandle> mine() {
    return ProcessHandle.current().descendants().toList();
  }

  /** Shell, watch, program and its child. */
  private static List<ProcessHandle> all(List<ProcessHandle> before) throws IOException {
    Await.until("four processes", () -> since(before).size(), count -> count == 4);
    return since(before);
  }

  private static List<ProcessHandle> since(List<ProcessHandle> before) {
    return mine().stream().filter(each -> !before.contains(each)).toList();
  }

  /** Which of them is killed. */
  enum Part {
    PROGRAM {
      @Override
      boolean is(ProcessHandle each, Leash leash) {
        return each.pid() == leash.pid();
      }
    },
    SHELL {
      @Override
      boolean is(ProcessHandle each, Leash leash) {
        return each.children().anyMatch(child -> child.pid() == leash.pid());
      }
    },
    WATCH {
      @Override
      boolean is(ProcessHandle each, Leash leash) {
        return !PROGRAM.is(each, leash)
            && each.parent().filter(parent -> SHELL.is(parent, leash)).isPresent();
      }
    };

    abstract boolean is(ProcessHandle each, Leash leash);
  }

  @ParameterizedTest
  @EnumSource
  void whicheverPartIsKilledTheOthersEnd(Part part) throws IOException {
    List<ProcessHandle> before = mine();
    try (Leash leash = start()) {
      List<ProcessHandle> all = all(before);
      List<ProcessHandle> killed = all.stream().filter(each -> part.is(each, leash)).toList();
      assertEquals(1, killed.size());
      killed.getFirst().destroyForcibly();
      Ended.await(all);
    }
  }

  @Test
  void closingEndsEverybodyBeforeItReturns() throws IOException {
    List<ProcessHandle> before = mine();
    Leash leash = start();
    List<ProcessHandle> all = all(before);
    leash.close();
    leash.close();
    assertFalse(leash.isAlive());
    assertTrue(
        all.stream().filter(each -> each.pid() == leash.pid()).noneMatch(ProcessHandle::isAlive));
    Ended.await(all);
  }

  @Test
  void theProgramsOwnEndIsToldWithItsExitCodeAndTakesItsChildren(@TempDir Path folder)
      throws Exception {
    Path says = folder.resolve("child");
    String program = "sleep 100 & echo $! >&2; exit 7";
    try (var leash = new Leash(List.of("sh", "-c", program), Redirect.to(says.toFile()))) {
      assertEquals(7, leash.waitFor());
      long child = Long.parseLong(Files.readString(says).strip());
      Ended.await(ProcessHandle.of(child).stream().toList());
    }
  }

  @Test
  void aProgramThatDoesNotExistEndsAsInAShell() throws Exception {
    try (var leash = new Leash(List.of("./no-such-program"), Redirect.DISCARD)) {
      assertEquals(127, leash.waitFor());
    }
  }
}
