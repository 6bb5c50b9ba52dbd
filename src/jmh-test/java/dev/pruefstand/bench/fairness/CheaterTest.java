package dev.pruefstand.bench.fairness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pruefstand.http.HttpDate;
import dev.pruefstand.site.Resource;
import dev.pruefstand.site.Site;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.foreign.ValueLayout;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whoever leaves out what a check demands is found out by that check. */
@Timeout(60)
class CheaterTest {
  private static final Path WWW = Path.of("www");

  /** Some cheaters let a client wait for ever. */
  private static final Duration IMPATIENCE = Duration.ofMillis(500);

  @Test
  void whoLeavesOutNothingIsNotAccused() throws IOException {
    Site site = Site.load(WWW);
    try (var honest = new TinyServer(site, null)) {
      Audit audit = Audit.of(new Contender("honest", honest.address(), site));
      assertTrue(audit.findings().isEmpty(), () -> audit.findings().toString());
      assertEquals(site.resources().size(), audit.headBytes().size());
    }
  }

  @ParameterizedTest
  @EnumSource
  void whoLeavesOutOneThingIsFoundOut(Check leftOut) throws IOException {
    Site site = Site.load(WWW);
    try (var cheater = new TinyServer(site, leftOut)) {
      var contender = new Contender("cheater", cheater.address(), site, IMPATIENCE);
      assertTrue(
          !leftOut.findings(contender).isEmpty(),
          () -> "expected a server without " + leftOut.demand() + " to be found out");
    }
  }

  @Test
  void theTableNamesWhatWasFoundAndTheBytesOfEachHead() throws IOException {
    Site site = Site.load(WWW);
    try (var cheater = new TinyServer(site, Check.DATE)) {
      Audit audit = Audit.of(new Contender("cheater", cheater.address(), site));
      String table = new AuditTable(List.of(audit)).markdown();
      assertTrue(table.contains("| contender | /favicon.ico | "), table);
      assertTrue(table.contains(" | " + audit.headBytes().get("/style.css") + " | DATE |"), table);
      assertTrue(
          table.contains(
              "- cheater, DATE (a Date that is now, give or take ten seconds): /favicon.ico:"
                  + " expected the current Date"),
          table);
    }
  }

  /** A whole server of its own, but for what it leaves out. A virtual thread per connection. */
  private static final class TinyServer implements AutoCloseable {
    private static final int LONGEST_HEAD = 64 * 1024;

    private final Site site;
    private final @Nullable Check leftOut;
    private final ServerSocket listener =
        new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
    private final ExecutorService connections = Executors.newVirtualThreadPerTaskExecutor();

    TinyServer(Site site, @Nullable Check leftOut) throws IOException {
      this.site = site;
      this.leftOut = leftOut;
      connections.submit(this::accept);
    }

    InetSocketAddress address() {
      return (InetSocketAddress) listener.getLocalSocketAddress();
    }

    private boolean keeps(Check check) {
      return check != leftOut;
    }

    private Void accept() throws IOException {
      while (true) {
        Socket socket = listener.accept();
        connections.submit(() -> serve(socket));
      }
    }

    private Void serve(Socket socket) throws IOException {
      try (socket) {
        InputStream input = socket.getInputStream();
        OutputStream output = socket.getOutputStream();
        while (true) {
          String request = read(input);
          if (request.isEmpty()) {
            return null;
          }
          boolean kept = answer(request, output);
          if (!keeps(Check.PIPELINE)) {
            input.skip(input.available());
          }
          if (!kept) {
            return null;
          }
        }
      }
    }

    /** The next head; what has become too long is cut, and empty if there is none. */
    private String read(InputStream input) throws IOException {
      var head = new StringBuilder();
      while (head.indexOf("\r\n\r\n", head.length() - 4) < 0) {
        int next = input.read();
        if (next < 0 || keeps(Check.LIMIT) && head.length() == LONGEST_HEAD) {
          return next < 0 ? "" : "too long";
        }
        head.append((char) next);
      }
      return head.toString();
    }

    /** Whether the connection stays. */
    private boolean answer(String request, OutputStream output) throws IOException {
      String[] words = request.lines().findFirst().orElseThrow().split(" ");
      String fields = request.toLowerCase(Locale.ROOT);
      if (words.length != 3) {
        give(output, keeps(Check.NONSENSE) ? 400 : 200, new byte[0], "", "Connection: close\r\n");
        return false;
      }
      boolean old = words[2].equals("HTTP/1.0");
      boolean asked = fields.contains(old ? "connection: keep-alive" : "connection: close");
      boolean kept = keeps(old ? Check.OLD_KEEP_ALIVE : Check.KEEP_ALIVE) && asked == old;
      String connection = kept ? old ? "Connection: keep-alive\r\n" : "" : "Connection: close\r\n";
      boolean ends = !kept && keeps(old ? Check.OLD : Check.CLOSE);
      if (!old && keeps(Check.HOST) && !fields.contains("\r\nhost:")) {
        give(output, 400, new byte[0], "", connection);
      } else if (keeps(Check.METHOD) && !words[0].equals("GET") && !words[0].equals("HEAD")) {
        give(output, 405, new byte[0], "", connection);
      } else {
        give(output, words[0], find(words[1]), connection);
      }
      return !ends;
    }

    private @Nullable Resource find(String target) {
      String path = target;
      if (keeps(Check.DECODING)) {
        path = URLDecoder.decode(target.split("\\?")[0], StandardCharsets.UTF_8);
      }
      return path.equals("/") && !keeps(Check.INDEX) ? null : site.find(path);
    }

    private void give(
        OutputStream output, String method, @Nullable Resource file, String connection)
        throws IOException {
      if (file == null) {
        give(output, keeps(Check.UNKNOWN) ? 404 : 200, new byte[0], "", connection);
        return;
      }
      byte[] body = file.body().toArray(ValueLayout.JAVA_BYTE);
      if (!keeps(Check.BODY)) {
        body[body.length - 1]++;
      }
      var fields = new StringBuilder();
      fields.append("Content-Type: ").append(keeps(Check.TYPE) ? file.contentType() : "text/plain");
      fields.append("\r\n");
      if (keeps(Check.VALIDATORS)) {
        fields.append("ETag: ").append(file.etag()).append("\r\nLast-Modified: ");
        fields.append(HttpDate.format(file.lastModified())).append("\r\n");
      }
      boolean headOnly = method.equals("HEAD") && keeps(Check.HEAD);
      var answer = new ByteArrayOutputStream();
      give(answer, keeps(Check.STATUS) ? 200 : 203, body, fields.toString(), connection);
      output.write(answer.toByteArray(), 0, answer.size() - (headOnly ? body.length : 0));
    }

    private void give(
        OutputStream output, int status, byte[] body, String fields, String connection)
        throws IOException {
      var head = new StringBuilder("HTTP/1.1 " + status + " Status\r\n");
      if (keeps(Check.SERVER)) {
        head.append("Server: tiny\r\n");
      }
      if (keeps(Check.DATE)) {
        head.append("Date: ").append(HttpDate.format(Instant.now())).append("\r\n");
      }
      if (keeps(Check.LENGTH)) {
        head.append("Content-Length: ").append(body.length).append("\r\n");
      }
      head.append(fields).append(connection).append("\r\n");
      var answer = new ByteArrayOutputStream();
      answer.writeBytes(head.toString().getBytes(StandardCharsets.ISO_8859_1));
      answer.writeBytes(body);
      answer.writeTo(output);
    }

    /** Ends the connections by interrupting whoever waits for them. */
    @Override
    public void close() throws IOException {
      listener.close();
      connections.shutdownNow();
      connections.close();
    }
  }
}
