package dev.pruefstand.bench.peer;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * Jetty 12 with one selector, which also accepts, and a handler that declares that it never blocks:
 * its execution strategy then lets the selecting thread answer itself, while another of the pool
 * takes over selecting when it is needed.
 *
 * <p>Source: Jetty 12 Programming Guide, "Connectors", "Acceptors", "Selectors", and the
 * documentation of {@link Handler.Abstract.NonBlocking}.
 */
final class JettyPeer implements PeerServer {
  private static final int ACCEPTORS = 0;
  private static final int SELECTORS = 1;

  private final Server server;
  private final ServerConnector connector;

  private record Prepared(List<HttpField> fields, Page page) {
    static Prepared of(Page page) {
      return new Prepared(
          List.of(
              new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, page.contentType()),
              new PreEncodedHttpField(HttpHeader.CONTENT_LENGTH, page.length()),
              new PreEncodedHttpField(HttpHeader.ETAG, page.etag()),
              new PreEncodedHttpField(HttpHeader.LAST_MODIFIED, page.lastModified())),
          page);
    }
  }

  private static final class Answers extends Handler.Abstract.NonBlocking {
    private final Pages<Prepared> pages;

    Answers(Pages<Prepared> pages) {
      this.pages = pages;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      Prepared prepared = pages.find(Request.getPathInContext(request));
      if (!Pages.isRead(request.getMethod())) {
        response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD");
        Response.writeError(request, response, callback, HttpStatus.METHOD_NOT_ALLOWED_405);
      } else if (prepared == null) {
        Response.writeError(request, response, callback, HttpStatus.NOT_FOUND_404);
      } else {
        prepared.fields.forEach(response.getHeaders()::put);
        response.write(true, prepared.page.body(), callback);
      }
      return true;
    }
  }

  private JettyPeer(PeerConfig config) throws IOException {
    var threads = new QueuedThreadPool();
    threads.setName("jetty");
    server = new Server(threads);
    server.setStopTimeout(0);
    connector =
        new ServerConnector(
            server,
            null,
            null,
            null,
            ACCEPTORS,
            SELECTORS,
            new HttpConnectionFactory(new HttpConfiguration()));
    connector.setHost(config.address().getHostString());
    connector.setPort(config.address().getPort());
    connector.setAcceptQueueSize(PeerConfig.BACKLOG);
    server.addConnector(connector);
    server.setHandler(new Answers(new Pages<>(config.site(), Prepared::of)));
    try {
      server.start();
    } catch (Exception notStarted) {
      close();
      throw new IOException("Jetty cannot start: " + notStarted.getMessage(), notStarted);
    }
  }

  static PeerServer start(PeerConfig config) throws IOException {
    return new JettyPeer(config);
  }

  @Override
  public InetSocketAddress address() {
    return new InetSocketAddress(connector.getHost(), connector.getLocalPort());
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception notStopped) {
      throw new IllegalStateException("Jetty cannot stop", notStopped);
    }
  }
}
