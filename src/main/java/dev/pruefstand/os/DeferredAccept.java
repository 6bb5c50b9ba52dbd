package dev.pruefstand.os;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Lets a listener's server hear of a connection only when its first bytes are there, so that what
 * it accepts can be read at once.
 *
 * <p>Set from outside on whatever this process listens with, because java.nio and the servers that
 * are built on it offer no such option: so all servers can have it, or none. Linux only.
 *
 * <p>Source: tcp(7), TCP_DEFER_ACCEPT; socket(7), SO_ACCEPTCONN, SO_DOMAIN; proc_pid_fd(5).
 */
public final class DeferredAccept {
  private static final int SO_ACCEPTCONN = 30;
  private static final int SO_DOMAIN = 39;
  private static final int TCP_DEFER_ACCEPT = 9;

  /** After which a silent connection is accepted all the same: the shortest there is. */
  private static final int SECONDS = 1;

  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

  private DeferredAccept() {}

  /**
   * From now on, for all listeners of this process on that port.
   *
   * @param abi Linux' numbers
   * @throws IOException if there is none, or the system refuses
   */
  public static void on(int port, Abi abi) throws IOException {
    try (Arena arena = Arena.ofConfined();
        var errno = new Errno();
        var sockets = new Sockets(abi)) {
      MemorySegment value = arena.allocate(JAVA_INT);
      MemorySegment length = arena.allocate(JAVA_INT);
      int found = 0;
      for (int descriptor : sockets()) {
        if (get(errno, abi, descriptor, SO_ACCEPTCONN, value, length) == 1
            && isInternet(abi, get(errno, abi, descriptor, SO_DOMAIN, value, length))
            && sockets.localAddress(descriptor).getPort() == port) {
          defer(errno, descriptor, value);
          found++;
        }
      }
      if (found == 0) {
        throw new IOException(
            "expected a listener of this process on port %d to defer accepting on, found none"
                .formatted(port));
      }
    }
  }

  private static boolean isInternet(Abi abi, int domain) {
    return domain == abi.afInet() || domain == abi.afInet6();
  }

  /** The descriptors of this process that are sockets, as far as they stay open meanwhile. */
  private static List<Integer> sockets() throws IOException {
    try (Stream<Path> open = Files.list(DESCRIPTORS)) {
      return open.filter(DeferredAccept::isSocket)
          .map(each -> Integer.valueOf(each.getFileName().toString()))
          .toList();
    }
  }

  private static boolean isSocket(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
    } catch (IOException closedMeanwhile) {
      return false;
    }
  }

  /** An option of the socket's own level; −1 if the descriptor has none such. */
  private static int get(
      Errno errno, Abi abi, int descriptor, int name, MemorySegment value, MemorySegment length) {
    try {
      length.set(JAVA_INT, 0, Integer.BYTES);
      int result =
          (int)
              LibC.GETSOCKOPT.invokeExact(
                  errno.state(), descriptor, abi.solSocket(), name, value, length);
      return result < 0 ? -1 : value.get(JAVA_INT, 0);
    } catch (Throwable impossible) {
      throw Errno.unexpected(impossible);
    }
  }

  private static void defer(Errno errno, int descriptor, MemorySegment value) {
    try {
      value.set(JAVA_INT, 0, SECONDS);
      errno.check(
          "setsockopt(TCP_DEFER_ACCEPT)",
          (int)
              LibC.SETSOCKOPT.invokeExact(
                  errno.state(),
                  descriptor,
                  Abi.IPPROTO_TCP,
                  TCP_DEFER_ACCEPT,
                  value,
                  Integer.BYTES));
    } catch (OsException failure) {
      throw failure;
    } catch (Throwable impossible) {
      throw Errno.unexpected(impossible);
    }
  }
}
