package dev.pruefstand.bench;

import dev.pruefstand.os.Platform;
import dev.pruefstand.os.Poller;
import dev.pruefstand.os.Sockets;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/**
 * Answers whatever comes with the same bytes: less than any real server can do. It parses nothing,
 * so it is right only for clients that send one small request at a time.
 */
final class Responder {
  /** What every answer brings. */
  static final String BODY = "The quick brown fox jumps over the lazy dog. ".repeat(2);

  private static final int INPUT_BYTES = 64 * 1024;

  private final Platform platform;
  private final byte[] answer;
  private final CompletableFuture<InetSocketAddress> address = new CompletableFuture<>();
  private final Thread thread;

  static Responder start(Platform platform) {
    var responder = new Responder(platform);
    responder.thread.start();
    responder.address();
    return responder;
  }

  private Responder(Platform platform) {
    this.platform = platform;
    answer =
        ("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n%s"
                .formatted(BODY.length(), BODY))
            .getBytes(StandardCharsets.US_ASCII);
    thread = Thread.ofPlatform().name("responder").daemon().unstarted(this::run);
  }

  InetSocketAddress address() {
    return address.join();
  }

  private void run() {
    try (Arena arena = Arena.ofConfined();
        Sockets sockets = new Sockets(platform.abi());
        Poller own = platform.pollers().get()) {
      MemorySegment input = arena.allocate(INPUT_BYTES);
      MemorySegment output = arena.allocate(answer.length);
      output.copyFrom(MemorySegment.ofArray(answer));
      int listener =
          sockets.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 4096);
      own.add(listener, Poller.READ);
      address.complete(sockets.localAddress(listener));
      Poller.Ready ready =
          (descriptor, marks) -> {
            if (descriptor == listener) {
              for (int next; (next = sockets.accept(listener)) >= 0; ) {
                own.add(next, Poller.READ);
              }
            } else if (sockets.receive(descriptor, input) > 0) {
              sockets.send(descriptor, output, answer.length);
            } else {
              sockets.close(descriptor);
            }
          };
      // Until the process ends: nobody needs it any longer.
      while (true) {
        int ignored = own.poll(-1, ready);
      }
    } catch (RuntimeException | Error fault) {
      address.completeExceptionally(fault);
    }
  }
}
