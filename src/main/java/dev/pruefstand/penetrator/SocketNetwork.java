package dev.pruefstand.penetrator;

import dev.pruefstand.os.Platform;
import dev.pruefstand.os.Poller;
import dev.pruefstand.os.Sockets;
import java.lang.foreign.MemorySegment;
import java.net.InetSocketAddress;

/** The real network, through the foreign-function API. */
final class SocketNetwork implements Network {
  private final InetSocketAddress address;
  private final Sockets sockets;
  private final Poller poller;

  SocketNetwork(Platform platform, InetSocketAddress address) {
    this.address = address;
    this.sockets = new Sockets(platform.abi());
    this.poller = platform.pollers().get();
  }

  @Override
  public int connect() {
    return sockets.connect(address);
  }

  @Override
  public int connectError(int descriptor) {
    return sockets.connectError(descriptor);
  }

  @Override
  public int receive(int descriptor, MemorySegment buffer) {
    return sockets.receive(descriptor, buffer);
  }

  @Override
  public long send(int descriptor, MemorySegment buffer, long bytes) {
    return sockets.send(descriptor, buffer, bytes);
  }

  @Override
  public void close(int descriptor) {
    sockets.close(descriptor);
  }

  @Override
  public Poller poller() {
    return poller;
  }

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  public void close() {
    poller.close();
    sockets.close();
  }
}
