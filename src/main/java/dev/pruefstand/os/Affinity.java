package dev.pruefstand.os;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which processors the threads of a process may run on. Linux only: elsewhere a process cannot be
 * told where to stay, or not thread by thread.
 *
 * <p>Source: sched_setaffinity(2), proc_pid_task(5).
 */
public final class Affinity {
  private static final int MOST_PROCESSORS = 8192;
  private static final long MASK_BYTES = MOST_PROCESSORS / Byte.SIZE;
  private static final int ESRCH = 3;

  private final MethodHandle get;
  private final MethodHandle set;

  private Affinity(SymbolLookup library) {
    // int sched_getaffinity(pid_t pid, size_t bytes, cpu_set_t *mask), and set alike
    var type = FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS);
    get = Errno.downcall(library, "sched_getaffinity", type, -1);
    set = Errno.downcall(library, "sched_setaffinity", type, -1);
  }

  /** Empty where the system has no such thing. */
  public static Optional<Affinity> here() {
    SymbolLookup library = Linker.nativeLinker().defaultLookup();
    return library.find("sched_setaffinity").isPresent() && Files.isDirectory(tasks(self()))
        ? Optional.of(new Affinity(library))
        : Optional.empty();
  }

  private static long self() {
    return ProcessHandle.current().pid();
  }

  private static Path tasks(long process) {
    return Path.of("/proc", Long.toString(process), "task");
  }

  /** The processors that the calling thread may run on, by their numbers. */
  public SortedSet<Integer> allowed() {
    try (Arena arena = Arena.ofConfined();
        var errno = new Errno()) {
      MemorySegment mask = arena.allocate(MASK_BYTES, Long.BYTES);
      errno.check(
          "sched_getaffinity", (int) get.invokeExact(errno.state(), 0, mask.byteSize(), mask));
      return BitSet.valueOf(mask.asByteBuffer()).stream()
          .boxed()
          .collect(Collectors.toCollection(TreeSet::new));
    } catch (OsException failure) {
      throw failure;
    } catch (Throwable impossible) {
      throw Errno.unexpected(impossible);
    }
  }

  /**
   * Lets all threads of a process, and whatever they start from now on, run on these processors
   * only.
   *
   * @throws OsException if none of them exists, or the process is not ours
   */
  public void pin(long process, Set<Integer> processors) throws IOException {
    var pinned = new HashSet<String>();
    // A thread that was started meanwhile by one that was not pinned yet is found the next time.
    while (pinned.addAll(pinOnce(process, processors, pinned))) {}
  }

  private Set<String> pinOnce(long process, Set<Integer> processors, Set<String> known)
      throws IOException {
    Set<String> found;
    try (Stream<Path> threads = Files.list(tasks(process))) {
      found =
          threads
              .map(each -> each.getFileName().toString())
              .filter(each -> !known.contains(each))
              .collect(Collectors.toSet());
    }
    found.forEach(each -> pinThread(Integer.parseInt(each), processors));
    return found;
  }

  private void pinThread(int thread, Set<Integer> processors) {
    var wanted = new BitSet();
    processors.forEach(wanted::set);
    try (Arena arena = Arena.ofConfined();
        var errno = new Errno()) {
      MemorySegment mask = arena.allocate(MASK_BYTES, Long.BYTES);
      mask.copyFrom(MemorySegment.ofArray(wanted.toByteArray()));
      int result = (int) set.invokeExact(errno.state(), thread, mask.byteSize(), mask);
      // A thread may end while it is looked at.
      if (result < 0 && errno.value() != ESRCH) {
        throw errno.failure("sched_setaffinity to " + processors);
      }
    } catch (OsException failure) {
      throw failure;
    } catch (Throwable impossible) {
      throw Errno.unexpected(impossible);
    }
  }
}
