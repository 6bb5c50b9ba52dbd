package dev.pruefstand.os;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The socket calls on the system's own loopback interface. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SocketsTest {
  private static final long MEGABYTE = 1 << 20;

  private interface Body {
    void run(Loopback loopback, Sockets sockets) throws Exception;
  }

  private static void with(Body body) throws Exception {
    try (var loopback = new Loopback(TestPlatform.abi())) {
      body.run(loopback, loopback.sockets());
    }
  }

  @Test
  void nothingToAcceptIsAValue() throws Exception {
    with(
        (loopback, sockets) ->
            assertEquals(Sockets.WOULD_BLOCK, sockets.accept(loopback.listener())));
  }

  @Test
  void nothingToReceiveIsAValueOnBothEnds() throws Exception {
    with(
        (loopback, sockets) -> {
          Loopback.Pair pair = loopback.pair();
          assertEquals(Sockets.WOULD_BLOCK, loopback.receive(pair.client()));
          assertEquals(Sockets.WOULD_BLOCK, loopback.receive(pair.server()));
        });
  }

  @Test
  void bytesArriveInOrder() throws Exception {
    with(
        (loopback, sockets) -> {
          Loopback.Pair pair = loopback.pair();
          try (Arena arena = Arena.ofConfined()) {
            MemorySegment sent = arena.allocateFrom("Prüfstand");
            assertEquals(3, sockets.send(pair.client(), sent, 3));
            assertEquals(4, sockets.send(pair.client(), sent.asSlice(3), 4));
            MemorySegment received = arena.allocate(16);
            int bytes = 0;
            while (bytes < 7) {
              bytes += Math.max(0, sockets.receive(pair.server(), received.asSlice(bytes)));
            }
            assertEquals(-1, sent.asSlice(0, 7).mismatch(received.asSlice(0, 7)));
          }
        });
  }

  @Test
  void thePeersEndIsZeroBytesAndTheOtherDirectionGoesOn() throws Exception {
    with(
        (loopback, sockets) -> {
          Loopback.Pair pair = loopback.pair();
          sockets.shutdownOutput(pair.client());
          assertEquals(0, loopback.receiveInTheEnd(pair.server(), 1));
          assertEquals(0, loopback.receive(pair.server()));
          loopback.sendByte(pair.server());
          assertEquals(1, loopback.receiveInTheEnd(pair.client(), 1));
        });
  }

  @Test
  void aResetIsGoneForReceivingAndSending() throws Exception {
    with(
        (loopback, sockets) -> {
          Loopback.Pair pair = loopback.pair();
          loopback.reset(pair);
          assertEquals(Sockets.GONE, loopback.receiveInTheEnd(pair.server(), 1));
          try (Arena arena = Arena.ofConfined()) {
            assertEquals(Sockets.GONE, sockets.send(pair.server(), arena.allocate(1), 1));
          }
          sockets.shutdownOutput(pair.server());
        });
  }

  @Test
  void aSlowReaderTakesAPartAndThenNothing() throws Exception {
    with(
        (loopback, sockets) -> {
          Loopback.Pair pair = loopback.pair();
          sockets.sendBuffer(pair.server(), 16 << 10);
          try (Arena arena = Arena.ofConfined()) {
            MemorySegment body = arena.allocate(16 * MEGABYTE);
            long first = sockets.send(pair.server(), body, body.byteSize());
            assertTrue(first > 0 && first < body.byteSize(), () -> "expected a part: " + first);
            long sent = first;
            long more = sockets.send(pair.server(), body, MEGABYTE);
            while (more > 0) {
              sent += more;
              assertTrue(sent < body.byteSize(), "expected a reader who takes nothing to block us");
              more = sockets.send(pair.server(), body, MEGABYTE);
            }
            assertEquals(Sockets.WOULD_BLOCK, more);
            assertEquals(1, loopback.receiveInTheEnd(pair.client(), 1));
          }
        });
  }

  @Test
  void moreThanTheBufferHoldsIsRefused() throws Exception {
    with(
        (loopback, sockets) -> {
          Loopback.Pair pair = loopback.pair();
          try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocate(8);
            var failure =
                assertThrows(
                    IndexOutOfBoundsException.class, () -> sockets.send(pair.client(), buffer, 9));
            assertEquals("expected at most 8 bytes to send, found 9", failure.getMessage());
          }
        });
  }

  @Test
  void anAddressInUseIsAnErrorThatNamesCallAndErrno() throws Exception {
    with(
        (loopback, sockets) -> {
          InetSocketAddress taken = sockets.localAddress(loopback.listener());
          var failure = assertThrows(OsException.class, () -> sockets.listen(taken, 1));
          int errno = TestPlatform.abi().errnos().eaddrInUse();
          assertEquals(errno, failure.errno());
          assertEquals(
              "bind to " + taken + " failed: Address already in use (errno " + errno + ")",
              failure.getMessage());
        });
  }

  @Test
  void aFailedListenLeavesNoDescriptorBehind() throws Exception {
    with(
        (loopback, sockets) -> {
          InetSocketAddress taken = sockets.localAddress(loopback.listener());
          long before = OpenDescriptors.sockets();
          assertThrows(OsException.class, () -> sockets.listen(taken, 1));
          assertEquals(before, OpenDescriptors.sockets());
        });
  }

  @Test
  void portZeroIsAPortOfTheSystemsChoice() throws Exception {
    with(
        (loopback, sockets) -> {
          InetSocketAddress local = sockets.localAddress(loopback.listener());
          assertNotEquals(0, local.getPort());
          assertEquals(InetAddress.getLoopbackAddress(), local.getAddress());
        });
  }

  @Test
  void aConnectionThatStandsHasNoError() throws Exception {
    with((loopback, sockets) -> assertEquals(0, sockets.connectError(loopback.pair().client())));
  }

  @Test
  void nobodyListeningIsRefused() throws Exception {
    with(
        (loopback, sockets) -> {
          InetSocketAddress address = sockets.localAddress(loopback.listener());
          loopback.close(loopback.listener());
          int client = sockets.connect(address);
          if (client != Sockets.GONE) {
            int refused = TestPlatform.abi().errnos().econnRefused();
            int error = 0;
            while (error == 0) {
              error = sockets.connectError(client);
            }
            assertEquals(refused, error);
            sockets.close(client);
          }
        });
  }

  @Test
  void anIpv6ConnectionIsLikeAnyOther() throws Exception {
    InetAddress loopbackIpv6 = InetAddress.getByName("::1");
    assumeTrue(canListen(loopbackIpv6), "this machine has no ::1");
    try (var sockets = new Sockets(TestPlatform.abi());
        Arena arena = Arena.ofConfined()) {
      int listener = sockets.listen(new InetSocketAddress(loopbackIpv6, 0), 1);
      InetSocketAddress local = sockets.localAddress(listener);
      assertEquals(loopbackIpv6, local.getAddress());
      assertNotEquals(0, local.getPort());
      int client = sockets.connect(local);
      int server = Sockets.WOULD_BLOCK;
      while (server == Sockets.WOULD_BLOCK) {
        server = sockets.accept(listener);
      }
      MemorySegment buffer = arena.allocate(1);
      buffer.set(ValueLayout.JAVA_BYTE, 0, (byte) 42);
      assertEquals(1, sockets.send(client, buffer, 1));
      buffer.set(ValueLayout.JAVA_BYTE, 0, (byte) 0);
      int received = Sockets.WOULD_BLOCK;
      while (received == Sockets.WOULD_BLOCK) {
        received = sockets.receive(server, buffer);
      }
      assertEquals(1, received);
      assertEquals(42, buffer.get(ValueLayout.JAVA_BYTE, 0));
      sockets.close(server);
      sockets.close(client);
      sockets.close(listener);
    }
  }

  private static boolean canListen(InetAddress address) {
    try (var socket = new ServerSocket(0, 1, address)) {
      return socket.isBound();
    } catch (IOException missing) {
      return false;
    }
  }

  @Test
  void aBadDescriptorIsAnErrorThatNamesTheCall() throws Exception {
    with(
        (loopback, sockets) -> {
          var failure = assertThrows(OsException.class, () -> loopback.receive(-1));
          assertEquals("recv failed: Bad file descriptor (errno 9)", failure.getMessage());
        });
  }

  @Test
  void severalListenBesideEachOtherAndOthersDoNot() {
    Abi abi = TestPlatform.abi();
    assumeTrue(abi.spreadsConnections(), "no option of this system spreads connections");
    var anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (var sockets = new Sockets(abi)) {
      int first = sockets.listenBesideOthers(anyPort, 16);
      InetSocketAddress address = sockets.localAddress(first);
      int second = sockets.listenBesideOthers(address, 16);
      assertEquals(address, sockets.localAddress(second));
      assertThrows(OsException.class, () -> sockets.listen(address, 16));
      assertThrows(OsException.class, () -> sockets.requireFree(address));
      sockets.close(first);
      sockets.close(second);
      sockets.requireFree(address);
      // Looking has left nothing there.
      sockets.close(sockets.listen(address, 16));
    }
  }
}
