package dev.pruefstand.trial;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The ledger of a process that keeps none itself, from what the system tells of it. Linux only.
 *
 * <p>Source: proc_pid_stat(5), proc_pid_status(5), proc_pid_fd(5), proc_pid_smaps(5). CPU times
 * come in ticks of a hundredth of a second, and the switches of threads that have ended are not
 * among the others'.
 */
public final class ProcessFigures {
  private static final long TICK_NANOS = 10_000_000;
  private static final long KIB = 1024;

  /** Columns of /proc/PID/stat behind the name; utime is the 14th of all, and state the third. */
  private static final int UTIME = 14 - 3;

  private static final String PAGES = "smaps_rollup";

  private static final int STIME = 15 - 3;

  private ProcessFigures() {}

  /** The figures now, of these processes together; empty where the system does not tell. */
  public static Optional<Ledger> of(List<Long> processes) {
    try {
      var counters = new TreeMap<String, Long>();
      var levels = new TreeMap<String, Long>();
      for (long process : processes) {
        Path folder = Path.of("/proc", Long.toString(process));
        read(folder, counters, levels);
      }
      return Optional.of(new Ledger(counters, levels));
    } catch (IOException notTold) {
      return Optional.empty();
    }
  }

  /** Whether {@link #residentBytes} is told here. */
  public static boolean tellResidentBytes() {
    return Files.isReadable(Path.of("/proc/self", PAGES));
  }

  /**
   * Resident memory of these processes, counted page by page: the ledger's figure is one that the
   * system brings up to date only now and then.
   *
   * @throws IOException if the system does not tell, or one of them has ended
   */
  public static long residentBytes(List<Long> processes) throws IOException {
    long bytes = 0;
    for (long process : processes) {
      Path told = Path.of("/proc", Long.toString(process), PAGES);
      bytes += field(Files.readString(told), "Rss") * KIB;
    }
    return bytes;
  }

  private static void read(Path folder, Map<String, Long> counters, Map<String, Long> levels)
      throws IOException {
    String stat = Files.readString(folder.resolve("stat"));
    String[] columns = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" +", -1);
    add(counters, Ledger.USER, Long.parseLong(columns[UTIME]) * TICK_NANOS);
    add(counters, Ledger.SYSTEM, Long.parseLong(columns[STIME]) * TICK_NANOS);
    for (Path thread : list(folder.resolve("task"))) {
      String status = status(thread);
      add(counters, Ledger.VOLUNTARY, field(status, "voluntary_ctxt_switches"));
      add(counters, Ledger.INVOLUNTARY, field(status, "nonvoluntary_ctxt_switches"));
    }
    String status = status(folder);
    add(levels, Ledger.RESIDENT, field(status, "VmRSS") * KIB);
    add(levels, Ledger.THREADS, field(status, "Threads"));
    add(levels, Ledger.DESCRIPTORS, list(folder.resolve("fd")).size());
  }

  private static void add(Map<String, Long> sums, String name, long value) {
    sums.merge(name, value, Long::sum);
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return new ArrayList<>(all.toList());
    }
  }

  /** Nothing of a thread that has ended meanwhile. */
  private static String status(Path folder) {
    try {
      return Files.readString(folder.resolve("status"));
    } catch (IOException ended) {
      return "";
    }
  }

  static long field(String status, String name) {
    Matcher line = Pattern.compile("(?m)^" + name + ":\\s+(\\d+)").matcher(status);
    return line.find() ? Long.parseLong(line.group(1)) : 0;
  }
}
