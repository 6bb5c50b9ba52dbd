package dev.pruefstand.bench.custom;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;

/**
 * Your own server as a contender. Name the class that implements this in {@code
 * META-INF/services/dev.pruefstand.bench.custom.CustomServer}, put it on the class path with {@code
 * -Dcontenders=my.jar}, and it runs by its label: {@code -Djmh.args='-p strategy=my-server'}.
 *
 * <p>It gets a JVM of its own, which ends with the campaign whatever happens. Every answer is held
 * against the file that was asked for.
 */
public interface CustomServer {
  /** Its name in parameters, results and charts; none of ours. */
  String label();

  /**
   * Begins to serve the files of a folder over HTTP/1.1. Called once.
   *
   * @return where: on the loopback interface, on a port that is free
   * @throws IOException if it cannot; the message is shown
   */
  InetSocketAddress start(Path site) throws IOException;
}
