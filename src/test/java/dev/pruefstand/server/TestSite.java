package dev.pruefstand.server;

import dev.pruefstand.http.Limits;
import dev.pruefstand.site.Site;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** The site that is served in tests, and configurations to serve it with. */
public final class TestSite {
  public static final Path FOLDER = Path.of(System.getProperty("basedir", ""), "www");
  public static final Site SITE = load(FOLDER);

  /** Larger than what the sockets of both ends hold together, as long as the client's is small. */
  public static final int LARGE_BYTES = 5 * 1024 * 1024 + 12_345;

  private static final int WORKERS = 4;
  private static final long SEED = 20_261_122;

  private TestSite() {}

  /** The default configuration. */
  public static ServerConfig config() {
    return ServerConfig.onLoopback(SITE, WORKERS);
  }

  /** The default limits but for the times. */
  public static Limits times(Duration request, Duration idle, Duration write) {
    return Limits.DEFAULT.withTimes(request, idle, write);
  }

  /** The default limits but for the number of connections. */
  public static Limits connections(int most) {
    return Limits.DEFAULT.withConnections(most);
  }

  /** The names of the files, in a fixed order. */
  public static List<String> files() {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** What stands in a file. */
  public static byte[] file(String name) {
    try {
      return Files.readAllBytes(FOLDER.resolve(name));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Serves the usual files and {@code large.bin} from a folder that is still empty. */
  public static ServerConfig withLargeFile(Path folder) {
    try {
      for (String name : files()) {
        Files.write(folder.resolve(name), file(name));
      }
      Files.write(folder.resolve("large.bin"), large());
      return ServerConfig.onLoopback(Site.load(folder), WORKERS);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** What stands in {@code large.bin}: no two places are alike, so that a shift is noticed. */
  public static byte[] large() {
    var bytes = new byte[LARGE_BYTES];
    new Random(SEED).nextBytes(bytes);
    return bytes;
  }

  private static Site load(Path folder) {
    try {
      return Site.load(folder);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
