package dev.pruefstand.bench.peer;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * Helidon 4: a virtual thread for each connection, on as many carriers as the process has
 * processors, so that pinning the process to one core leaves one.
 *
 * <p>Source: Helidon SE documentation, "WebServer".
 */
final class HelidonPeer implements PeerServer {
  private static final Header NAME = HeaderValues.createCached(HeaderNames.SERVER, "helidon");
  private static final Header ALLOW = HeaderValues.createCached(HeaderNames.ALLOW, "GET, HEAD");

  private record Prepared(List<Header> fields, byte[] body) {
    static Prepared of(Page page) {
      return new Prepared(
          List.of(
              NAME,
              HeaderValues.createCached(HeaderNames.CONTENT_TYPE, page.contentType()),
              HeaderValues.createCached(HeaderNames.CONTENT_LENGTH, page.length()),
              HeaderValues.createCached(HeaderNames.ETAG, page.etag()),
              HeaderValues.createCached(HeaderNames.LAST_MODIFIED, page.lastModified())),
          page.bytes());
    }
  }

  private final Pages<Prepared> pages;
  private final WebServer server;
  private final InetSocketAddress address;

  private HelidonPeer(PeerConfig config) {
    pages = new Pages<>(config.site(), Prepared::of);
    server =
        WebServer.builder()
            .address(config.address().getAddress())
            .port(config.address().getPort())
            .backlog(PeerConfig.BACKLOG)
            .connectionOptions(options -> options.tcpNoDelay(true))
            // Whoever has started it stops it.
            .shutdownHook(false)
            .routing(routing -> routing.any(this::answer))
            .build()
            .start();
    address = new InetSocketAddress(config.address().getAddress(), server.port());
  }

  static PeerServer start(PeerConfig config) {
    return new HelidonPeer(config);
  }

  private void answer(ServerRequest request, ServerResponse response) {
    Prepared prepared = pages.find(request.path().path());
    if (!Pages.isRead(request.prologue().method().text())) {
      response.status(Status.METHOD_NOT_ALLOWED_405).header(ALLOW).send();
    } else if (prepared == null) {
      response.status(Status.NOT_FOUND_404).send();
    } else {
      prepared.fields.forEach(response::header);
      if (request.prologue().method() == Method.HEAD) {
        response.send();
      } else {
        response.send(prepared.body);
      }
    }
    if (request.headers().contains(HeaderValues.CONNECTION_CLOSE)) {
      // It has said so and yet waits for more: helidon-io/helidon issue 12324, open in this
      // version.
      throw new CloseConnectionException("the client wants no more");
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
