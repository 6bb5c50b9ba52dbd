package dev.pruefstand.site;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A directory in memory, read once. A path that a client sends is looked up in a table and never
 * reaches a file system. Immutable; any number of threads and servers may share it.
 */
public final class Site {
  private static final String INDEX = "index.html";
  private static final int ETAG_BYTES = 8;

  private record Entry(byte[] path, Resource resource) {}

  private final List<Resource> resources;
  private final @Nullable Entry[] table;

  private Site(List<Resource> resources) {
    this.resources = List.copyOf(resources);
    // Open addressing, at most a quarter full: a miss ends after a step or two.
    table = new Entry[Integer.highestOneBit(Math.max(1, resources.size())) * 16];
    for (Resource resource : resources) {
      enter(resource.path(), resource);
      if (resource.path().endsWith("/" + INDEX)) {
        enter(resource.path().substring(0, resource.path().length() - INDEX.length()), resource);
      }
    }
  }

  /** Reads a directory, however large. */
  public static Site load(Path directory) throws IOException {
    return load(directory, Long.MAX_VALUE);
  }

  /**
   * Reads every regular file below a directory. Left out are hidden files (a name that begins with
   * a dot) and symbolic links that lead out of the directory or to another one.
   *
   * @param mostBytes how much the files may have together
   * @throws IOException if the directory is missing, something in it cannot be read, or it is too
   *     large; the message says which
   */
  public static Site load(Path directory, long mostBytes) throws IOException {
    if (!Files.isDirectory(directory)) {
      throw new IOException("expected a directory to serve, found none at " + directory);
    }
    // The directory itself may be a symbolic link, which a walk would not enter.
    Path root = directory.toRealPath();
    try {
      return new Site(read(root, files(root), mostBytes));
    } catch (OutOfMemoryError tooLarge) {
      throw new IOException(
          "expected a site that fits into memory, found a larger one in "
              + root
              + ": allow the JVM more (-Xmx) or serve a smaller directory");
    } catch (AccessDeniedException denied) {
      throw new IOException("expected a directory that can be read, denied: " + denied.getFile());
    }
  }

  private static List<Path> files(Path root) throws IOException {
    var files = new ArrayList<Path>();
    try (Stream<Path> all = Files.walk(root)) {
      for (Path file : (Iterable<Path>) all.sorted()::iterator) {
        if (isServed(root, file)) {
          files.add(file);
        }
      }
    } catch (UncheckedIOException unreadable) {
      throw unreadable.getCause();
    }
    return files;
  }

  /** Also a link has to lead to a file that is served itself. */
  private static boolean isServed(Path root, Path file) throws IOException {
    if (isHidden(root.relativize(file)) || !Files.isRegularFile(file)) {
      return false;
    }
    Path real = file.toRealPath();
    return real.startsWith(root) && !isHidden(root.relativize(real));
  }

  private static List<Resource> read(Path root, List<Path> files, long mostBytes)
      throws IOException {
    var resources = new ArrayList<Resource>();
    long left = mostBytes;
    for (Path file : files) {
      left -= Files.size(file);
      if (left < 0) {
        throw new IOException(
            "expected a site of at most "
                + mostBytes
                + " bytes, found more in "
                + root
                + ": serve a smaller directory or allow more");
      }
      String path = "/" + root.relativize(file).toString().replace('\\', '/');
      Instant modified = earlier(Files.getLastModifiedTime(file).toInstant(), Instant.now());
      resources.add(resource(resources.size(), path, Files.readAllBytes(file), modified));
    }
    return resources;
  }

  /** RFC 9110 section 8.8.2.1: no Last-Modified is later than the answer that tells it. */
  private static Instant earlier(Instant modified, Instant now) {
    return modified.isBefore(now) ? modified : now;
  }

  private static boolean isHidden(Path relative) {
    for (Path part : relative) {
      if (part.toString().startsWith(".")) {
        return true;
      }
    }
    return false;
  }

  private static Resource resource(int index, String path, byte[] bytes, Instant modified) {
    MemorySegment body =
        Arena.ofAuto().allocate(Math.max(1, bytes.length)).asSlice(0, bytes.length);
    MemorySegment.copy(bytes, 0, body, ValueLayout.JAVA_BYTE, 0, bytes.length);
    return new Resource(
        index,
        path,
        ContentType.of(path),
        body.asReadOnly(),
        etag(bytes),
        modified.truncatedTo(ChronoUnit.SECONDS));
  }

  private static String etag(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return '"' + HexFormat.of().formatHex(digest, 0, ETAG_BYTES) + '"';
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("every JDK has SHA-256", impossible);
    }
  }

  private void enter(String path, Resource resource) {
    byte[] key = path.getBytes(StandardCharsets.UTF_8);
    int slot = slot(key, 0, key.length);
    while (table[slot] != null) {
      slot = slot + 1 & table.length - 1;
    }
    table[slot] = new Entry(key, resource);
  }

  /**
   * The resource whose path, already decoded, stands in {@code bytes[from, to)}; allocates nothing.
   *
   * @return null if the site has no such path
   */
  public @Nullable Resource find(byte[] bytes, int from, int to) {
    int slot = slot(bytes, from, to);
    while (true) {
      Entry entry = table[slot];
      if (entry == null) {
        return null;
      }
      if (Arrays.equals(entry.path, 0, entry.path.length, bytes, from, to)) {
        return entry.resource;
      }
      slot = slot + 1 & table.length - 1;
    }
  }

  private int slot(byte[] bytes, int from, int to) {
    int hash = 1;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + bytes[i];
    }
    return (hash ^ hash >>> 16) & table.length - 1;
  }

  /** The resource at a path, {@code /page.html}; null if there is none. */
  public @Nullable Resource find(String path) {
    byte[] bytes = path.getBytes(StandardCharsets.UTF_8);
    return find(bytes, 0, bytes.length);
  }

  /** All files, in the order of their {@link Resource#index()}. */
  public List<Resource> resources() {
    return resources;
  }

  /** The length of all bodies together. */
  public long totalBytes() {
    return resources.stream().mapToLong(resource -> resource.body().byteSize()).sum();
  }
}
