package dev.pruefstand.bench.peer;

import java.net.InetSocketAddress;

/** A running peer. All methods may be called from any thread. */
public interface PeerServer extends AutoCloseable {
  /** Where it listens; tells the port when it was started on port 0. */
  InetSocketAddress address();

  /** The process that answers, whose processor time is the server's. */
  default long processId() {
    return ProcessHandle.current().pid();
  }

  /** Ends its connections, its threads and its processes. Calling it again does nothing. */
  @Override
  void close();
}
