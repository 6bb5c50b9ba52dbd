package dev.pruefstand.bench.custom;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;

/** The example of docs/custom-contender.md: the JDK's file server. */
public final class ExampleServer implements CustomServer {
  @Override
  public String label() {
    return "jdk-file-server";
  }

  @Override
  public InetSocketAddress start(Path site) throws IOException {
    HttpServer server =
        HttpServer.create(
            new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0),
            0,
            "/",
            SimpleFileServer.createFileHandler(site.toAbsolutePath()));
    server.start();
    return server.getAddress();
  }
}
