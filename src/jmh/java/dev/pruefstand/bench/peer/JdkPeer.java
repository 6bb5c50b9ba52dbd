package dev.pruefstand.bench.peer;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The JDK's own. It has one dispatcher; a virtual thread takes each request, on as many carriers as
 * the process has processors, so that pinning the process to one core leaves one.
 *
 * <p>Source: module jdk.httpserver, whose system properties are read once in a process.
 */
final class JdkPeer implements PeerServer {
  private static final int NO_BODY = -1;

  private final HttpServer server;
  private final ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor();
  private final Pages<Page> pages;

  private JdkPeer(PeerConfig config) throws IOException {
    // Without it Nagle's algorithm meets delayed acknowledgements: 40 ms for each answer.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    // It would end the 201st idle connection, and a kept connection is idle after each answer.
    System.setProperty(
        "sun.net.httpserver.maxIdleConnections", Integer.toString(PeerConfig.CONNECTIONS));
    pages = new Pages<>(config.site(), page -> page);
    server = HttpServer.create(config.address(), PeerConfig.BACKLOG);
    server.setExecutor(requests);
    server.createContext("/", this::answer);
  }

  static PeerServer start(PeerConfig config) throws IOException {
    var peer = new JdkPeer(config);
    peer.server.start();
    return peer;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      Page page = pages.find(exchange.getRequestURI().getPath());
      if (!exchange.getRequestHeaders().containsKey("Host")
          && exchange.getProtocol().equals("HTTP/1.1")) {
        refuse(exchange, 400);
      } else if (!Pages.isRead(exchange.getRequestMethod())) {
        exchange.getResponseHeaders().set("Allow", "GET, HEAD");
        refuse(exchange, 405);
      } else if (page == null) {
        refuse(exchange, 404);
      } else {
        give(exchange, page);
      }
    }
  }

  private static void give(HttpExchange exchange, Page page) throws IOException {
    Headers headers = exchange.getResponseHeaders();
    if ("close".equalsIgnoreCase(exchange.getRequestHeaders().getFirst("Connection"))) {
      // It closes, but does not say so.
      headers.set("Connection", "close");
    }
    headers.set("Server", "jdk");
    headers.set("Content-Type", page.contentType());
    headers.set("ETag", page.etag());
    headers.set("Last-Modified", page.lastModified());
    if (exchange.getRequestMethod().equals("HEAD")) {
      headers.set("Content-Length", page.length());
      exchange.sendResponseHeaders(200, NO_BODY);
    } else {
      exchange.sendResponseHeaders(200, page.bytes().length);
      exchange.getResponseBody().write(page.bytes());
    }
  }

  private static void refuse(HttpExchange exchange, int status) throws IOException {
    exchange.sendResponseHeaders(status, NO_BODY);
  }

  @Override
  public InetSocketAddress address() {
    return server.getAddress();
  }

  @Override
  public void close() {
    server.stop(0);
    requests.close();
  }
}
