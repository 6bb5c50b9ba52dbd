package dev.pruefstand.os;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * For how long a thread has wanted a processor: the time it had one and, where the system tells,
 * the time it waited for one. Belongs to the thread that makes it.
 *
 * <p>Its file stays open: when it is asked again there may be no descriptor to spare.
 *
 * <p>Source: Linux, Documentation/scheduler/sched-stats.rst, {@code /proc/<pid>/schedstat}:
 * nanoseconds on a processor, nanoseconds waiting for one, number of time slices.
 */
public final class ThreadClock implements AutoCloseable {
  private static final Path SCHEDSTAT = Path.of("/proc/thread-self/schedstat");
  private static final int LONGEST_LINE = 128;

  private final Optional<FileChannel> schedstat = open();
  private final ByteBuffer line = ByteBuffer.allocate(LONGEST_LINE);

  private static Optional<FileChannel> open() {
    try {
      return Optional.of(FileChannel.open(SCHEDSTAT));
    } catch (IOException notLinux) {
      return Optional.empty();
    }
  }

  /** Nanoseconds since the thread began in which it ran or, on Linux, could have run. */
  public long runnableNanos() {
    if (schedstat.isEmpty()) {
      return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
    try {
      line.clear();
      schedstat.get().read(line, 0);
      String[] fields =
          new String(line.array(), 0, line.position(), StandardCharsets.US_ASCII).split(" ", -1);
      return Long.parseLong(fields[0]) + Long.parseLong(fields[1]);
    } catch (IOException failed) {
      throw new UncheckedIOException("expected to read " + SCHEDSTAT, failed);
    }
  }

  @Override
  public void close() {
    try {
      if (schedstat.isPresent()) {
        schedstat.get().close();
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
