package dev.pruefstand.bench.peer;

import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.StatusCodes;
import java.net.InetSocketAddress;
import org.xnio.Options;

/**
 * Undertow with one I/O thread, which also accepts and answers, since nothing here blocks.
 *
 * <p>It is best given a process of its own: the date that it tells is kept for the whole JVM and
 * forgotten each second by the I/O thread that was the last to tell it. If that one has been
 * stopped meanwhile, each later server of the JVM tells that date for ever.
 *
 * <p>Source: Undertow's documentation, "Undertow Listeners" and "Undertow Request Lifecycle".
 */
final class UndertowPeer implements PeerServer {
  private static final int IO_THREADS = 1;

  /** It wants one at least; nobody dispatches to it. */
  private static final int WORKER_THREADS = 1;

  private static final int STOP_MILLIS = 5_000;

  private final Undertow server;
  private final Pages<Page> pages;
  private final InetSocketAddress address;

  private UndertowPeer(PeerConfig config) {
    pages = new Pages<>(config.site(), page -> page);
    server =
        Undertow.builder()
            .addHttpListener(config.address().getPort(), config.address().getHostString())
            .setIoThreads(IO_THREADS)
            .setWorkerThreads(WORKER_THREADS)
            .setSocketOption(Options.BACKLOG, PeerConfig.BACKLOG)
            .setSocketOption(Options.TCP_NODELAY, true)
            .setServerOption(UndertowOptions.SHUTDOWN_TIMEOUT, STOP_MILLIS)
            .setHandler(this::answer)
            .build();
    try {
      server.start();
    } catch (RuntimeException notStarted) {
      server.stop();
      throw notStarted;
    }
    address = (InetSocketAddress) server.getListenerInfo().getFirst().getAddress();
  }

  static PeerServer start(PeerConfig config) {
    return new UndertowPeer(config);
  }

  private void answer(HttpServerExchange exchange) {
    Page page = pages.find(exchange.getRelativePath());
    HeaderMap headers = exchange.getResponseHeaders();
    if (!Pages.isRead(exchange.getRequestMethod().toString())) {
      headers.put(Headers.ALLOW, "GET, HEAD");
      exchange.setStatusCode(StatusCodes.METHOD_NOT_ALLOWED).endExchange();
    } else if (page == null) {
      exchange.setStatusCode(StatusCodes.NOT_FOUND).endExchange();
    } else {
      headers
          .put(Headers.SERVER, "undertow")
          .put(Headers.CONTENT_TYPE, page.contentType())
          .put(Headers.ETAG, page.etag())
          .put(Headers.LAST_MODIFIED, page.lastModified());
      exchange.setResponseContentLength(page.bytes().length);
      exchange.getResponseSender().send(page.body());
    }
  }

  @Override
  public InetSocketAddress address() {
    return address;
  }

  @Override
  public void close() {
    server.stop();
  }
}
