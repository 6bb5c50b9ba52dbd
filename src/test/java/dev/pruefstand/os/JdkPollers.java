package dev.pruefstand.os;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;

/**
 * The pollers in which the JDK lets virtual threads wait. It opens them when the first one has to,
 * and keeps them: whoever counts descriptors wants them open before.
 */
final class JdkPollers {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final int LITTLE_ROOM = 4096;
  private static final int PIECE_BYTES = 64 * 1024;

  private JdkPollers() {}

  /** Lets one virtual thread wait for something to read, and one for room to write. */
  static void open() {
    var loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    var waiting = new ArrayList<Thread>();
    try (var listener = ServerSocketChannel.open().bind(loopback);
        var client = SocketChannel.open(listener.getLocalAddress());
        var peer = listener.accept()) {
      peer.setOption(StandardSocketOptions.SO_RCVBUF, LITTLE_ROOM);
      waiting.add(Thread.ofVirtual().start(() -> read(client)));
      waiting.add(Thread.ofVirtual().start(() -> write(client)));
      waiting.forEach(JdkPollers::awaitWaiting);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    // Closing wakes those who wait, and the last of them gives the descriptor back.
    waiting.forEach(JdkPollers::awaitEnd);
  }

  private static void read(SocketChannel channel) {
    try {
      int ignored = channel.read(ByteBuffer.allocate(1));
    } catch (IOException closed) {
      // That is how it ends.
    }
  }

  private static void write(SocketChannel channel) {
    try {
      while (channel.write(ByteBuffer.allocate(PIECE_BYTES)) > 0) {
        // It ends when no more is taken.
      }
    } catch (IOException closed) {
      // That is how it ends.
    }
  }

  private static void awaitEnd(Thread thread) {
    try {
      if (!thread.join(Duration.ofNanos(PATIENCE_NANOS))) {
        throw new IllegalStateException("expected an end, found " + thread.getState());
      }
    } catch (InterruptedException ended) {
      throw new IllegalStateException(ended);
    }
  }

  private static void awaitWaiting(Thread thread) {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (thread.getState() != Thread.State.WAITING) {
      if (System.nanoTime() - end >= 0) {
        throw new IllegalStateException("expected a waiting thread, found " + thread.getState());
      }
      Thread.onSpinWait();
    }
  }
}
