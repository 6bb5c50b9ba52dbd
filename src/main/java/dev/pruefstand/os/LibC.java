package dev.pruefstand.os;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/**
 * The C library's socket calls as method handles, C names kept. All capture errno; the handles are
 * constants, so that the JIT compiles a call into a few instructions.
 *
 * <p>Source: the man pages of section 2 by the same names.
 */
final class LibC {
  private static final SymbolLookup LIBRARY = Linker.nativeLinker().defaultLookup();

  /** int socket(int domain, int type, int protocol) */
  static final MethodHandle SOCKET = integer("socket", JAVA_INT, JAVA_INT, JAVA_INT);

  /** int bind(int fd, const struct sockaddr *address, socklen_t length) */
  static final MethodHandle BIND = integer("bind", JAVA_INT, ADDRESS, JAVA_INT);

  /** int listen(int fd, int backlog) */
  static final MethodHandle LISTEN = integer("listen", JAVA_INT, JAVA_INT);

  /** int accept(int fd, struct sockaddr *address, socklen_t *length) */
  static final MethodHandle ACCEPT = integer("accept", JAVA_INT, ADDRESS, ADDRESS);

  /** int connect(int fd, const struct sockaddr *address, socklen_t length) */
  static final MethodHandle CONNECT = integer("connect", JAVA_INT, ADDRESS, JAVA_INT);

  /** int getsockname(int fd, struct sockaddr *address, socklen_t *length) */
  static final MethodHandle GETSOCKNAME = integer("getsockname", JAVA_INT, ADDRESS, ADDRESS);

  /** int getpeername(int fd, struct sockaddr *address, socklen_t *length) */
  static final MethodHandle GETPEERNAME = integer("getpeername", JAVA_INT, ADDRESS, ADDRESS);

  /** int setsockopt(int fd, int level, int name, const void *value, socklen_t length) */
  static final MethodHandle SETSOCKOPT =
      integer("setsockopt", JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);

  /** int getsockopt(int fd, int level, int name, void *value, socklen_t *length) */
  static final MethodHandle GETSOCKOPT =
      integer("getsockopt", JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS);

  /** int fcntl(int fd, int command, ...) */
  static final MethodHandle FCNTL =
      Errno.downcall(
          LIBRARY, "fcntl", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT), 2);

  /** ssize_t recv(int fd, void *buffer, size_t length, int flags) */
  static final MethodHandle RECV = size("recv", JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);

  /** ssize_t send(int fd, const void *buffer, size_t length, int flags) */
  static final MethodHandle SEND = size("send", JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);

  /** ssize_t read(int fd, void *buffer, size_t length) */
  static final MethodHandle READ = size("read", JAVA_INT, ADDRESS, JAVA_LONG);

  /** ssize_t write(int fd, const void *buffer, size_t length) */
  static final MethodHandle WRITE = size("write", JAVA_INT, ADDRESS, JAVA_LONG);

  /** int pipe(int fds[2]) */
  static final MethodHandle PIPE = integer("pipe", ADDRESS);

  /** int shutdown(int fd, int how) */
  static final MethodHandle SHUTDOWN = integer("shutdown", JAVA_INT, JAVA_INT);

  /** int close(int fd) */
  static final MethodHandle CLOSE = integer("close", JAVA_INT);

  private LibC() {}

  /** int accept4(int fd, struct sockaddr *address, socklen_t *length, int flags); not on macOS. */
  static final class Accept4 {
    static final MethodHandle ACCEPT4 = integer("accept4", JAVA_INT, ADDRESS, ADDRESS, JAVA_INT);

    private Accept4() {}
  }

  private static MethodHandle integer(String name, MemoryLayout... arguments) {
    return Errno.downcall(LIBRARY, name, FunctionDescriptor.of(JAVA_INT, arguments), -1);
  }

  private static MethodHandle size(String name, MemoryLayout... arguments) {
    return Errno.downcall(LIBRARY, name, FunctionDescriptor.of(JAVA_LONG, arguments), -1);
  }
}
