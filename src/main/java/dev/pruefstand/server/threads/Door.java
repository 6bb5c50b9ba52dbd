package dev.pruefstand.server.threads;

import dev.pruefstand.server.ServerConfig;
import dev.pruefstand.server.channels.ChannelListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Where connections come in, for a thread that blocks until the next one is there. Another thread
 * may shut it: whoever has come by then is kept for the accepting thread, which may be busy with
 * somebody else for long.
 */
final class Door {
  /** Whoever waits looks up this often: it may have been told to end. */
  private static final Duration LOOK_UP = Duration.ofMillis(100);

  private final ServerSocketChannel listener;
  private final InetSocketAddress address;

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
      listener.configureBlocking(true);
      listener.socket().setSoTimeout((int) LOOK_UP.toMillis());
      address = (InetSocketAddress) listener.getLocalAddress();
    } catch (IOException refused) {
      throw new UncheckedIOException(refused.getMessage(), refused);
    }
  }

  InetSocketAddress address() {
    return address;
  }

  /**
   * The next connection, in blocking mode; null if for a while there was none.
   *
   * @throws IOException if there are no descriptors left, or if it is closed meanwhile
   */
  @Nullable SocketChannel next() throws IOException {
    accepting.lock();
    try {
      return listener.isOpen() ? listener.socket().accept().getChannel() : last.poll();
    } catch (SocketTimeoutException nobody) {
      return null;
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

  /**
   * Lets in whoever is in the backlog, and nobody after that: connecting is refused.
   *
   * @param most how many may still come in
   */
  void shut(int most) {
    accepting.lock();
    try (listener) {
      if (listener.isOpen()) {
        listener.configureBlocking(false);
        SocketChannel channel;
        while (last.size() < most && (channel = listener.accept()) != null) {
          last.add(channel);
        }
      }
    } catch (IOException exhausted) {
      // No descriptors: those who are still in the backlog are refused.
    } finally {
      accepting.unlock();
    }
  }

  /** Ends it at once, also for a thread that waits; returns how many it had kept. */
  int close() {
    // Before the lock, which the waiting thread has.
    closeQuietly(listener);
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
