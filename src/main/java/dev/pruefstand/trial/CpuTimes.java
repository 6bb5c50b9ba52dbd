package dev.pruefstand.trial;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What all processors of this machine have done since it started, in clock ticks (a hundredth of a
 * second each), and what of it two parties have. Two readings tell what lay between. Linux only.
 *
 * <p>Source: proc_stat(5), proc_pid_stat(5).
 *
 * @param all whatever the processors did, idling included
 * @param busy work of all processes; interrupts too, unless the kernel keeps them apart from the
 *     processes that they interrupt
 * @param stolen what the hypervisor gave to others
 * @param parties work of client and server
 */
public record CpuTimes(long all, long busy, long stolen, long parties) {
  private static final Path STAT = Path.of("/proc/stat");

  /** Columns of the first line of /proc/stat, from 1: user, nice, system, idle, iowait. */
  private static final int USER = 1;

  private static final int NICE = 2;
  private static final int SYSTEM = 3;
  private static final int IRQ = 6;
  private static final int SOFTIRQ = 7;
  private static final int STEAL = 8;

  /** Columns of /proc/PID/stat behind the name: utime is the 14th of all, and state the third. */
  private static final int UTIME = 14 - 3;

  /**
   * A kernel that samples sees next to no hard interrupt, because its clock is one; a kernel that
   * measures them (CONFIG_IRQ_TIME_ACCOUNTING) does not charge them to processes.
   */
  private static final long SAMPLED = 10_000;

  /**
   * The times now; empty where the system does not tell.
   *
   * @param server the server's process, null for none on this machine
   */
  public static Optional<CpuTimes> now(@Nullable Long server) {
    long self = ProcessHandle.current().pid();
    try {
      long parties = ofProcess(self);
      if (server != null && server != self) {
        parties += ofProcess(server);
      }
      return Optional.of(read(Files.readAllLines(STAT).getFirst(), parties));
    } catch (IOException | RuntimeException notTold) {
      return Optional.empty();
    }
  }

  /** Reads the line that sums all processors up. */
  static CpuTimes read(String line, long parties) {
    String[] columns = line.strip().split(" +", -1);
    long[] ticks = new long[Math.max(columns.length, STEAL + 1)];
    for (int i = USER; i < columns.length; i++) {
      ticks[i] = Long.parseLong(columns[i]);
    }
    long work = ticks[USER] + ticks[NICE] + ticks[SYSTEM];
    boolean apart = ticks[IRQ] > work / SAMPLED;
    return new CpuTimes(
        // Guests, behind, are in user and nice already.
        Arrays.stream(ticks, USER, STEAL + 1).sum(),
        apart ? work : work + ticks[IRQ] + ticks[SOFTIRQ],
        ticks[STEAL],
        parties);
  }

  private static long ofProcess(long pid) throws IOException {
    return ofProcess(Files.readString(Path.of("/proc", Long.toString(pid), "stat")));
  }

  /** User and system time. The name, in parentheses, may hold anything, parentheses included. */
  static long ofProcess(String stat) {
    List<String> columns =
        List.of(stat.substring(stat.lastIndexOf(')') + 1).strip().split(" +", -1));
    return Long.parseLong(columns.get(UTIME)) + Long.parseLong(columns.get(UTIME + 1));
  }

  /** The share of the time since then, from 0 to 1, that others than client and server worked. */
  public double othersSince(CpuTimes before) {
    long others = busy - before.busy - (parties - before.parties);
    return (double) Math.max(0, others) / Math.max(1, all - before.all);
  }

  /** The share of the time since then, from 0 to 1, that was stolen. */
  public double stolenSince(CpuTimes before) {
    return (double) (stolen - before.stolen) / Math.max(1, all - before.all);
  }
}
