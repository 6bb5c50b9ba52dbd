package dev.pruefstand.conversation;

import dev.pruefstand.http.Limits;
import dev.pruefstand.site.Site;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

/** A server's shared things over a few files, loaded once. */
final class SampleSite {
  static final String HELLO = "<p>Hello";
  static final String INDEX = "<p>Index";

  /** Longer than what is copied into a workspace, and no period that a wrong offset could meet. */
  static final String LARGE = large();

  static final Instant MODIFIED = Instant.parse("1994-11-06T08:49:37Z");
  static final Site SITE = load();

  private SampleSite() {}

  /** A new server, with counters of its own. */
  static Conversations server() {
    return new Conversations(SITE, Limits.DEFAULT, null);
  }

  /** A client of a new server. */
  static Client client() {
    return new Client(server());
  }

  static String etag(String path) {
    var resource = SITE.find(path);
    if (resource == null) {
      throw new AssertionError("expected a sample at " + path);
    }
    return resource.etag();
  }

  private static String large() {
    var text = new StringBuilder();
    for (int i = 0; text.length() < 100_000; i++) {
      text.append(i).append('\n');
    }
    return text.toString();
  }

  private static Site load() {
    try {
      Path directory = Files.createTempDirectory("site");
      try {
        write(directory.resolve("hello.html"), HELLO);
        write(directory.resolve("index.html"), INDEX);
        write(directory.resolve("large.txt"), LARGE);
        write(directory.resolve("copied.txt"), LARGE.substring(0, 16 * 1024));
        return Site.load(directory);
      } finally {
        try (var files = Files.list(directory)) {
          for (Path file : files.toList()) {
            Files.delete(file);
          }
        }
        Files.delete(directory);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static void write(Path file, String content) throws IOException {
    Files.writeString(file, content, StandardCharsets.US_ASCII);
    Files.setLastModifiedTime(file, FileTime.from(MODIFIED));
  }
}
