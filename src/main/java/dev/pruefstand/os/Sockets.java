package dev.pruefstand.os;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.InetSocketAddress;

/**
 * Non-blocking stream sockets, called directly in the C library.
 *
 * <p>What happens to every server every day is a value ({@link #WOULD_BLOCK}, {@link #GONE}, {@link
 * #EXHAUSTED}); what should not happen is an {@link OsException}. EINTR is neither: the call is
 * made again. Each instance belongs to one thread, because errno does.
 */
public final class Sockets implements AutoCloseable {
  /** Nothing to read, no room to write, nobody to accept: ask the poller when to try again. */
  public static final int WOULD_BLOCK = -1;

  /** The peer reset the connection, or it died otherwise: nothing to do but close. */
  public static final int GONE = -2;

  /** No descriptors or buffers are left in the process or the system: pause, then go on. */
  public static final int EXHAUSTED = -3;

  private final Abi abi;
  private final SocketAddresses addresses;
  private final Errno errno = new Errno();
  private final Arena arena = Arena.ofConfined();
  private final MemorySegment address = arena.allocate(SocketAddresses.MAX_BYTES, Long.BYTES);
  private final MemorySegment integer = arena.allocate(ValueLayout.JAVA_INT);
  private final MemorySegment length = arena.allocate(ValueLayout.JAVA_INT);

  public Sockets(Abi abi) {
    this.abi = abi;
    this.addresses = new SocketAddresses(abi);
  }

  /**
   * Opens a listening socket, with SO_REUSEADDR and TCP_NODELAY set (what it accepts inherits the
   * latter).
   *
   * @param backlog how many connections may wait to be accepted; the system caps it (somaxconn)
   * @throws OsException if the address is taken or not ours
   */
  public int listen(InetSocketAddress at, int backlog) {
    return listen(bind(at, false), at, backlog);
  }

  /**
   * The same beside others of this process on the same address, over which the system spreads the
   * connections. Only where {@link Abi#spreadsConnections}. The others may be another server's of
   * the same user: whoever does not want that begins with {@link #requireFree}.
   */
  public int listenBesideOthers(InetSocketAddress at, int backlog) {
    return listen(bind(at, true), at, backlog);
  }

  /**
   * Looks whether nobody listens at an address.
   *
   * @throws OsException if the address is taken or not ours
   */
  public void requireFree(InetSocketAddress at) {
    close(bind(at, false));
  }

  private int bind(InetSocketAddress at, boolean besideOthers) {
    int descriptor = socket(at);
    try {
      option(descriptor, abi.solSocket(), abi.soReuseAddr(), 1);
      if (besideOthers) {
        option(descriptor, abi.solSocket(), abi.soReusePort(), 1);
      }
      int bytes = addresses.write(address, at);
      errno.check(
          "bind to " + at, (int) LibC.BIND.invokeExact(errno.state(), descriptor, address, bytes));
      return descriptor;
    } catch (Throwable failure) {
      close(descriptor);
      throw rethrow(failure);
    }
  }

  private int listen(int descriptor, InetSocketAddress at, int backlog) {
    try {
      option(descriptor, Abi.IPPROTO_TCP, Abi.TCP_NODELAY, 1);
      errno.check(
          "listen on " + at, (int) LibC.LISTEN.invokeExact(errno.state(), descriptor, backlog));
      return descriptor;
    } catch (Throwable failure) {
      close(descriptor);
      throw rethrow(failure);
    }
  }

  /** The address a socket is bound to: tells the port after binding to port 0. */
  public InetSocketAddress localAddress(int descriptor) {
    try {
      length.set(ValueLayout.JAVA_INT, 0, (int) SocketAddresses.MAX_BYTES);
      errno.check(
          "getsockname",
          (int) LibC.GETSOCKNAME.invokeExact(errno.state(), descriptor, address, length));
      return addresses.read(address);
    } catch (Throwable failure) {
      throw rethrow(failure);
    }
  }

  /** The peer's IP address as text; empty if the connection is gone already. */
  public String peerAddress(int descriptor) {
    try {
      length.set(ValueLayout.JAVA_INT, 0, (int) SocketAddresses.MAX_BYTES);
      int result = (int) LibC.GETPEERNAME.invokeExact(errno.state(), descriptor, address, length);
      return result < 0 ? "" : addresses.read(address).getAddress().getHostAddress();
    } catch (Throwable failure) {
      throw rethrow(failure);
    }
  }

  /**
   * Accepts a connection and makes it non-blocking.
   *
   * @return its descriptor, {@link #WOULD_BLOCK} or {@link #EXHAUSTED}
   */
  public int accept(int listener) {
    Abi.Errnos known = abi.errnos();
    while (true) {
      int accepted = accept1(listener);
      if (accepted >= 0) {
        return accepted;
      }
      int error = errno.value();
      if (error == known.eagain()) {
        return WOULD_BLOCK;
      }
      if (known.isExhausted(error)) {
        return EXHAUSTED;
      }
      if (error != known.eintr() && !known.isDeadInQueue(error)) {
        throw errno.failure("accept");
      }
    }
  }

  private int accept1(int listener) {
    try {
      if (abi.acceptFlags() != 0) {
        return (int)
            LibC.Accept4.ACCEPT4.invokeExact(
                errno.state(), listener, MemorySegment.NULL, MemorySegment.NULL, abi.acceptFlags());
      }
      int accepted =
          (int)
              LibC.ACCEPT.invokeExact(
                  errno.state(), listener, MemorySegment.NULL, MemorySegment.NULL);
      return accepted < 0 || prepared(accepted) ? accepted : accept1(listener);
    } catch (Throwable failure) {
      throw rethrow(failure);
    }
  }

  /**
   * Prepares an accepted descriptor. On macOS even setsockopt fails (EINVAL) once the peer is gone:
   * then there is nothing to serve.
   */
  private boolean prepared(int descriptor) {
    try {
      prepare(descriptor);
      return true;
    } catch (OsException gone) {
      close(descriptor);
      return false;
    }
  }

  /**
   * Begins to connect. The descriptor becomes writable when the connection stands or has failed;
   * {@link #connectError} then tells which.
   *
   * @return the descriptor, {@link #EXHAUSTED} when no port or descriptor is free, {@link #GONE}
   *     when the peer refused at once or there is no way to it
   */
  public int connect(InetSocketAddress to) {
    int descriptor = -1;
    try {
      descriptor =
          (int) LibC.SOCKET.invokeExact(errno.state(), addresses.family(to), Abi.SOCK_STREAM, 0);
      if (descriptor < 0) {
        return refused("socket");
      }
      prepare(descriptor);
      option(descriptor, Abi.IPPROTO_TCP, Abi.TCP_NODELAY, 1);
      int bytes = addresses.write(address, to);
      int result = (int) LibC.CONNECT.invokeExact(errno.state(), descriptor, address, bytes);
      if (result < 0
          && errno.value() != abi.errnos().einProgress()
          && errno.value() != abi.errnos().eintr()) {
        int refused = refused("connect to " + to);
        close(descriptor);
        return refused;
      }
      return descriptor;
    } catch (Throwable failure) {
      if (descriptor >= 0) {
        close(descriptor);
      }
      throw rethrow(failure);
    }
  }

  private int refused(String call) {
    Abi.Errnos known = abi.errnos();
    int error = errno.value();
    if (error == known.emfile() || error == known.enfile() || error == known.eaddrNotAvail()) {
      return EXHAUSTED;
    }
    if (known.isGone(error)) {
      return GONE;
    }
    throw errno.failure(call);
  }

  /** The pending error of a socket (SO_ERROR), 0 if there is none. Reading it clears it. */
  public int connectError(int descriptor) {
    try {
      length.set(ValueLayout.JAVA_INT, 0, Integer.BYTES);
      errno.check(
          "getsockopt(SO_ERROR)",
          (int)
              LibC.GETSOCKOPT.invokeExact(
                  errno.state(), descriptor, abi.solSocket(), abi.soError(), integer, length));
      return integer.get(ValueLayout.JAVA_INT, 0);
    } catch (Throwable failure) {
      throw rethrow(failure);
    }
  }

  /**
   * Receives what has arrived, at most as much as the buffer holds.
   *
   * @return the number of bytes, 0 at the peer's end, {@link #WOULD_BLOCK} or {@link #GONE}
   */
  public int receive(int descriptor, MemorySegment buffer) {
    try {
      long received;
      do {
        received =
            (long) LibC.RECV.invokeExact(errno.state(), descriptor, buffer, buffer.byteSize(), 0);
      } while (received < 0 && errno.value() == abi.errnos().eintr());
      return received >= 0 ? (int) received : lost("recv");
    } catch (Throwable failure) {
      throw rethrow(failure);
    }
  }

  /**
   * Sends as much as the socket takes.
   *
   * @param length how many bytes from the buffer's start
   * @return the number of bytes taken, {@link #WOULD_BLOCK} or {@link #GONE}
   */
  public long send(int descriptor, MemorySegment buffer, long length) {
    if (length > buffer.byteSize()) {
      throw new IndexOutOfBoundsException(
          "expected at most " + buffer.byteSize() + " bytes to send, found " + length);
    }
    try {
      long sent;
      do {
        sent =
            (long)
                LibC.SEND.invokeExact(errno.state(), descriptor, buffer, length, abi.sendFlags());
      } while (sent < 0 && errno.value() == abi.errnos().eintr());
      return sent >= 0 ? sent : lost("send");
    } catch (Throwable failure) {
      throw rethrow(failure);
    }
  }

  private int lost(String call) {
    Abi.Errnos known = abi.errnos();
    int error = errno.value();
    if (error == known.eagain() || error == known.enobufs()) {
      // The BSDs report a shortage of buffers here, which passes.
      return WOULD_BLOCK;
    }
    if (known.isGone(error)) {
      return GONE;
    }
    throw errno.failure(call);
  }

  /** Sends the end of the stream; receiving goes on. A peer that is gone already is no error. */
  public void shutdownOutput(int descriptor) {
    try {
      int result = (int) LibC.SHUTDOWN.invokeExact(errno.state(), descriptor, Abi.SHUT_WR);
      if (result < 0) {
        lost("shutdown");
      }
    } catch (Throwable failure) {
      throw rethrow(failure);
    }
  }

  /** Sets the size of the send buffer (SO_SNDBUF); the system doubles or rounds it. */
  public void sendBuffer(int descriptor, int bytes) {
    option(descriptor, abi.solSocket(), abi.soSndBuf(), bytes);
  }

  /** Closes a descriptor. Never repeated: after close(2) returns, the number may be another's. */
  public void close(int descriptor) {
    try {
      int result = (int) LibC.CLOSE.invokeExact(errno.state(), descriptor);
      if (result < 0 && errno.value() != abi.errnos().eintr()) {
        // A reset that is reported by close has closed all the same.
        lost("close");
      }
    } catch (Throwable failure) {
      throw rethrow(failure);
    }
  }

  private int socket(InetSocketAddress address) {
    try {
      int descriptor =
          errno.check(
              "socket",
              (int)
                  LibC.SOCKET.invokeExact(
                      errno.state(), addresses.family(address), Abi.SOCK_STREAM, 0));
      prepare(descriptor);
      return descriptor;
    } catch (Throwable failure) {
      throw rethrow(failure);
    }
  }

  /** Non-blocking, not handed to child processes, and no SIGPIPE where a socket option rules it. */
  private void prepare(int descriptor) {
    try {
      int flags =
          errno.check(
              "fcntl(F_GETFL)",
              (int) LibC.FCNTL.invokeExact(errno.state(), descriptor, Abi.F_GETFL, 0));
      int nonBlocking = flags | abi.oNonBlock();
      errno.check(
          "fcntl(F_SETFL)",
          (int) LibC.FCNTL.invokeExact(errno.state(), descriptor, Abi.F_SETFL, nonBlocking));
      errno.check(
          "fcntl(F_SETFD)",
          (int) LibC.FCNTL.invokeExact(errno.state(), descriptor, Abi.F_SETFD, Abi.FD_CLOEXEC));
      if (abi.soNoSigPipe() != 0) {
        option(descriptor, abi.solSocket(), abi.soNoSigPipe(), 1);
      }
    } catch (Throwable failure) {
      throw rethrow(failure);
    }
  }

  private void option(int descriptor, int level, int name, int value) {
    try {
      integer.set(ValueLayout.JAVA_INT, 0, value);
      errno.check(
          "setsockopt(" + level + ", " + name + ")",
          (int)
              LibC.SETSOCKOPT.invokeExact(
                  errno.state(), descriptor, level, name, integer, Integer.BYTES));
    } catch (Throwable failure) {
      throw rethrow(failure);
    }
  }

  private static RuntimeException rethrow(Throwable thrown) {
    if (thrown instanceof RuntimeException ours) {
      throw ours;
    }
    throw Errno.unexpected(thrown);
  }

  /** Gives the memory for addresses and errno back. Descriptors stay open. */
  @Override
  public void close() {
    arena.close();
    errno.close();
  }
}
