package dev.pruefstand.server.threads;

import dev.pruefstand.server.ServerConfig;
import dev.pruefstand.server.channels.ChannelListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Where connections come in, for a thread that blocks until the next one is there. Another thread
 * may shut it: whoever has come by then is kept for the accepting thread, which may be busy with
 * somebody else for long.
 *
 * <p>Accepting is a plain blocking call: with a time limit, java.nio would make six system calls
 * more for each connection (switch the listener to non-blocking and back, try, poll). Nothing but a
 * connection ends such a wait and leaves the backlog as it is, and so whoever shuts the door knocks
 * at it.
 */
final class Door {
  /**
   * For a knock to be heard: a listener that defers accepting may hear of it a second or two late.
   * If it is not heard, the listener is closed, which always is.
   */
  private static final Duration HEARD = Duration.ofSeconds(3);

  /** For a knock to get through the loopback interface: at once, unless the backlog is full. */
  private static final Duration CONNECTED = Duration.ofMillis(100);

  private static final long LOOK_NANOS = 50_000;

  private static final byte[] KNOCK = {'\n'};

  private final ServerSocketChannel listener;
  private final InetSocketAddress address;

  /** Opened at once: when the door is to be shut, there may be no descriptor left. */
  private final SocketChannel knocker;

  /** Whoever has heard the knock must not wait for the next one before the door is shut. */
  private volatile boolean knocks;

  /** From where it knocks, and so may be accepted; null as long as it does not. */
  private volatile @Nullable SocketAddress knocking;

  /** One thread accepts at a time; fair, or the one that shuts it would hardly ever get in. */
  private final ReentrantLock accepting = new ReentrantLock(true);

  /** Those who came before it was shut; guarded by {@code accepting}. */
  private final Queue<SocketChannel> last = new ArrayDeque<>();

  /**
   * Opens it.
   *
   * @throws UncheckedIOException if the address cannot be listened on
   */
  Door(ServerConfig config) {
    try {
      listener = ChannelListener.open(config);
      try {
        listener.configureBlocking(true);
        address = (InetSocketAddress) listener.getLocalAddress();
        knocker = SocketChannel.open(family(address.getAddress()));
      } catch (Throwable failure) {
        listener.close();
        throw failure;
      }
    } catch (IOException refused) {
      throw new UncheckedIOException(refused.getMessage(), refused);
    }
  }

  InetSocketAddress address() {
    return address;
  }

  private static StandardProtocolFamily family(InetAddress address) {
    return address instanceof Inet6Address
        ? StandardProtocolFamily.INET6
        : StandardProtocolFamily.INET;
  }

  /**
   * The next connection, in blocking mode; null if the door was shut while there was none.
   *
   * @throws IOException if there are no descriptors left, or if it is closed meanwhile
   */
  @Nullable SocketChannel next() throws IOException {
    accepting.lock();
    try {
      if (!listener.isOpen() || knocks) {
        return last.poll();
      }
      SocketChannel channel = listener.accept();
      return isClient(channel) ? channel : null;
    } finally {
      accepting.unlock();
    }
  }

  /** Whether {@link #next} will bring nobody any more. */
  boolean isEmpty() {
    accepting.lock();
    try {
      return !listener.isOpen() && last.isEmpty();
    } finally {
      accepting.unlock();
    }
  }

  /** Closes what comes from the knocker. */
  private boolean isClient(SocketChannel channel) throws IOException {
    SocketAddress own = knocking;
    if (own == null || !own.equals(channel.getRemoteAddress())) {
      return true;
    }
    channel.close();
    return false;
  }

  /**
   * Lets in whoever is in the backlog, and nobody after that: connecting is refused.
   *
   * @param most how many may still come in
   */
  void shut(int most) {
    if (!enter()) {
      // Whoever waits is told by that; those who are in the backlog are refused.
      closeQuietly(listener);
      return;
    }
    try (listener) {
      if (listener.isOpen()) {
        listener.configureBlocking(false);
        SocketChannel channel;
        while (last.size() < most && (channel = listener.accept()) != null) {
          if (isClient(channel)) {
            last.add(channel);
          }
        }
      }
    } catch (IOException exhausted) {
      // No descriptors: those who are still in the backlog are refused.
    } finally {
      closeQuietly(knocker);
      accepting.unlock();
    }
  }

  /** Takes the lock from a thread that waits for the next connection; returns whether it could. */
  private boolean enter() {
    if (accepting.tryLock()) {
      return true;
    }
    knocks = true;
    try {
      knock();
      return accepting.tryLock(HEARD.toNanos(), TimeUnit.NANOSECONDS);
    } catch (IOException | InterruptedException unheard) {
      return false;
    }
  }

  /** Does not wait for long: with a full backlog nobody is blocked in accepting from it. */
  private void knock() throws IOException {
    InetAddress host = address.getAddress();
    if (host.isAnyLocalAddress()) {
      host = InetAddress.ofLiteral(host instanceof Inet6Address ? "::1" : "127.0.0.1");
    }
    knocker.configureBlocking(false);
    knocking = knocker.bind(new InetSocketAddress(host, 0)).getLocalAddress();
    long end = System.nanoTime() + CONNECTED.toNanos();
    boolean connected = knocker.connect(new InetSocketAddress(host, address.getPort()));
    while (!connected && System.nanoTime() - end < 0) {
      LockSupport.parkNanos(LOOK_NANOS);
      connected = knocker.finishConnect();
    }
    if (connected) {
      // A listener that defers accepting hears sooner of those who say something.
      int ignored = knocker.write(ByteBuffer.wrap(KNOCK));
    }
  }

  /** Ends it at once, also for a thread that waits; returns how many it had kept. */
  int close() {
    // Before the lock, which the waiting thread has.
    closeQuietly(listener);
    closeQuietly(knocker);
    accepting.lock();
    try {
      int kept = last.size();
      last.forEach(Door::closeQuietly);
      last.clear();
      return kept;
    } finally {
      accepting.unlock();
    }
  }

  private static void closeQuietly(AutoCloseable channel) {
    try {
      channel.close();
    } catch (Exception alreadyDead) {
      // The descriptor is given back all the same.
    }
  }
}
