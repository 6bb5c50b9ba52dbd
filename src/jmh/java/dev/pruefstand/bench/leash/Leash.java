package dev.pruefstand.bench.leash;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * A program that ends with this JVM, however that ends, and leaves none of its children.
 *
 * <pre>
 *   JVM ──pipe──> watch ── kill ──> program and its children, a process group
 *    └──────────> shell ── wait ──> program
 * </pre>
 *
 * A shell starts the program in a group of its own and waits for it; a second one, the watch, waits
 * for the end of a pipe that only this JVM holds. Kill any one of the four, and the rest ends: the
 * JVM's end closes the pipe, the program's wakes the shell, the JVM sees that of the shell and that
 * of the watch. What remains: the watch and the JVM killed in the same instant; and children that
 * leave the group, as daemons do, of a program whose JVM is killed.
 *
 * <p>Where there is neither {@code setsid} (util-linux, BusyBox) nor a shell that makes groups
 * without a terminal (bash, which is macOS' {@code sh}), a JVM that is killed takes only the
 * program itself with it. All methods may be called from any thread.
 *
 * <p>Source: POSIX.1-2024, sh (2.9.3 asynchronous lists, set -m), kill; setsid(1).
 */
public final class Leash implements AutoCloseable {
  /**
   * Whoever starts in the background without a group has no standard input unless it is duplicated.
   * The program has the pipe, too: many end with it.
   */
  private static final String HOLD =
      """
      own=
      command -v setsid >/dev/null && own=setsid || set -m 2>/dev/null
      exec 3<&0
      $own "$@" <&3 3<&- >/dev/null &
      program=$!
      echo "$program"
      exec 2>/dev/null
      end() { kill -s KILL -- "-$program" || kill -s KILL "$program"; }
      { read -r _ <&3; end; } &
      watch=$!
      exec >&-
      wait "$program"
      code=$?
      end
      kill -s KILL "$watch"
      exit "$code"
      """;

  private static final long GRACE_MILLIS = 500;
  private static final long PATIENCE_SECONDS = 5;
  private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  private final Process shell;
  private final long pid;
  private final Optional<ProcessHandle> program;

  /**
   * Starts a program, whose standard output is dropped.
   *
   * @param errors where its standard error goes, and the shell's if there is no such program
   * @throws IOException if there is no shell
   */
  public Leash(List<String> command, Redirect errors) throws IOException {
    List<String> words = new ArrayList<>(List.of("sh", "-c", HOLD, "sh"));
    words.addAll(command);
    shell = new ProcessBuilder(words).redirectError(errors).start();
    BufferedReader says = shell.inputReader(StandardCharsets.US_ASCII);
    String line = says.readLine();
    if (line == null) {
      throw new IOException("expected a shell that starts a program, found that it has ended");
    }
    pid = Long.parseLong(line);
    program = ProcessHandle.of(pid);
    CompletableFuture.anyOf(shell.onExit(), endOf(says))
        .whenCompleteAsync((end, failure) -> close(), task -> Thread.ofVirtual().start(task));
  }

  /** Only the watch still holds the other end: the shell has closed it. */
  private static CompletableFuture<?> endOf(BufferedReader says) {
    var ended = new CompletableFuture<String>();
    Thread.ofVirtual()
        .start(
            () -> {
              try (says) {
                ended.complete(String.valueOf(says.readLine()));
              } catch (IOException broken) {
                ended.completeExceptionally(broken);
              }
            });
    return ended;
  }

  /** The program's process. */
  public long pid() {
    return pid;
  }

  /** The program's children. */
  public Stream<ProcessHandle> children() {
    return program.stream().flatMap(ProcessHandle::children);
  }

  /** Whether the program runs. */
  public boolean isAlive() {
    return shell.isAlive();
  }

  /** Waits until the program has ended, and tells its exit code; a shell's own for signals. */
  public int waitFor() throws InterruptedException {
    return shell.waitFor();
  }

  /**
   * Whether a process of ours runs no longer, though whoever adopted it may not have asked for its
   * exit code yet: such a one is no program any more, but counts as alive.
   */
  public static boolean hasEnded(ProcessHandle process) {
    return !process.isAlive() || process.info().command().isEmpty();
  }

  /**
   * Asks the program to end (SIGTERM), kills what is left of it and its children half a second
   * later, and waits for their end. Calling it again does nothing.
   */
  @Override
  public void close() {
    List<ProcessHandle> family =
        program.stream().flatMap(one -> Stream.concat(one.descendants(), Stream.of(one))).toList();
    try {
      // Who is asked collects its own children: nginx' master its worker.
      program.ifPresent(ProcessHandle::destroy);
      shell.waitFor(GRACE_MILLIS, TimeUnit.MILLISECONDS);
      shell.getOutputStream().close();
      family.forEach(ProcessHandle::destroyForcibly);
      if (!shell.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        shell.destroyForcibly();
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
    long start = System.nanoTime();
    while (!family.stream().allMatch(Leash::hasEnded)
        && System.nanoTime() - start < TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS)) {
      // Looks oftener than ProcessHandle.onExit does at processes that are not its own children.
      LockSupport.parkNanos(STEP_NANOS);
    }
  }
}
