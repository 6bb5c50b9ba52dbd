package dev.pruefstand.os;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Counts this process' open descriptors of a kind. Only of a kind, because those of class files
 * come and go. Source: proc(5).
 */
public final class OpenDescriptors {
  private static final Path FOLDER = Path.of("/proc/self/fd");

  static {
    JdkPollers.open();
  }

  private OpenDescriptors() {}

  /** How many sockets there are. */
  public static long sockets() {
    return count("socket:");
  }

  /**
   * How many of those there are that a poller or a ring opens: epoll's or io_uring's, and for the
   * wake-up a pipe's two ends, or the eventfd of a java.nio selector.
   */
  public static long pollers() {
    return count("anon_inode:[eventpoll]")
        + count("anon_inode:[io_uring]")
        + count("anon_inode:[eventfd]")
        + count("pipe:");
  }

  private static long count(String kind) {
    assumeTrue(Files.isDirectory(FOLDER), "open descriptors are counted in /proc");
    try (Stream<Path> open = Files.list(FOLDER)) {
      return open.filter(link -> target(link).startsWith(kind)).count();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException closedSince) {
      return "";
    }
  }
}
