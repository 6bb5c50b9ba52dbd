package dev.pruefstand.penetrator;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;

/**
 * What is asked for, and where.
 *
 * @param address the first address that the host's name stands for
 * @param host as it goes into the Host field
 * @param path with the query, as it goes into the request line
 */
public record Target(InetSocketAddress address, String host, String path) {
  private static final int HTTP_PORT = 80;

  /**
   * Reads a URL.
   *
   * @throws IllegalArgumentException if it is no http URL or its host is unknown; one clear line
   */
  public static Target of(String url) {
    URI uri;
    try {
      // Percent-encoded, because a request line holds nothing but ASCII.
      uri = new URI(new URI(url).toASCIIString());
    } catch (URISyntaxException malformed) {
      throw new IllegalArgumentException(
          "expected a URL like http://127.0.0.1:8080/hello.html, found " + url, malformed);
    }
    String host = uri.getHost();
    if (!"http".equalsIgnoreCase(uri.getScheme()) || host == null) {
      throw new IllegalArgumentException(
          "expected a URL like http://127.0.0.1:8080/hello.html, found " + url);
    }
    int port = uri.getPort() < 0 ? HTTP_PORT : uri.getPort();
    String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    try {
      var address = new InetSocketAddress(InetAddress.getByName(host), port);
      return new Target(address, uri.getPort() < 0 ? host : host + ":" + port, path + query);
    } catch (UnknownHostException | IllegalArgumentException unknown) {
      throw new IllegalArgumentException(
          "expected a host that can be looked up and a port up to 65535, found " + url, unknown);
    }
  }

  /** The URL of a path on a server at that address. */
  public static Target of(InetSocketAddress address, String path) {
    String ip = address.getAddress().getHostAddress();
    // RFC 6874 section 1: what follows a % is a zone of this machine and means nothing to others.
    String host = ip.contains(":") ? "[" + ip.split("%", 2)[0] + "]" : ip;
    return new Target(address, host + ":" + address.getPort(), path);
  }
}
