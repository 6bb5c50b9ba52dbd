package dev.pruefstand.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The path that a request target names. The query is cut off.
 *
 * <p>Source: RFC 9112 section 3.2 (forms of the target), RFC 3986 sections 2.1 and 5.2.4.
 */
public final class TargetPath {
  /** What {@link #plainEnd} says of a target that has to be decoded. */
  public static final int NOT_PLAIN = -1;

  /**
   * What stands for an escaped slash while a path is read: it is no separator, and no byte. RFC
   * 3986 section 2.4: a path is parted before it is decoded.
   */
  private static final char ESCAPED_SLASH = '\u2215';

  private static final String HTTP_SCHEME = "http://";
  private static final int SCHEME_BYTES = HTTP_SCHEME.length();

  private TargetPath() {}

  /**
   * Where the path ends in a target that stands for itself: in origin form, without escapes and dot
   * segments. Nearly all are. Allocates nothing.
   *
   * @return the index behind the path, or {@link #NOT_PLAIN}
   */
  public static int plainEnd(byte[] bytes, int from, int to) {
    if (bytes[from] != '/') {
      return NOT_PLAIN;
    }
    for (int i = from + 1; i < to; i++) {
      byte b = bytes[i];
      if (b == '?') {
        return i;
      }
      if (b == '%' || (b == '.' && bytes[i - 1] == '/')) {
        return NOT_PLAIN;
      }
    }
    return to;
  }

  /**
   * The path with escapes decoded and dot segments removed. An escaped slash stays escaped, as no
   * file has one in its name: were it decoded, somebody who guards a folder in front of us would
   * see another path than we do.
   *
   * @return null if the target is malformed, holds a NUL, or leaves the root, whether its escaped
   *     slashes are taken for slashes or not: answer 400
   */
  public static byte @Nullable [] decode(byte[] bytes, int from, int to) {
    int at = from;
    if (startsWithScheme(bytes, from, to)) {
      // RFC 9112 section 3.2.2: a server must accept the absolute form, too.
      at += SCHEME_BYTES;
      while (at < to && bytes[at] != '/' && bytes[at] != '?') {
        at++;
      }
      // RFC 9110 section 4.2: an http URI has a host, and user information is treated as an error.
      if (at == from + SCHEME_BYTES || !Host.isWellFormed(bytes, from + SCHEME_BYTES, at)) {
        return null;
      }
      if (at == to || bytes[at] == '?') {
        return new byte[] {'/'};
      }
    }
    if (bytes[at] != '/') {
      return null;
    }
    var decoded = new StringBuilder(to - at);
    for (; at < to && bytes[at] != '?'; at++) {
      byte b = bytes[at];
      if (b == '%') {
        int high = at + 2 < to ? Ascii.hex(bytes[at + 1]) : -1;
        int low = high >= 0 ? Ascii.hex(bytes[at + 2]) : -1;
        b = (byte) (high << 4 | low);
        if (low < 0 || b == 0) {
          return null;
        }
        at += 2;
      }
      decoded.append(b == '/' && bytes[at] != '/' ? ESCAPED_SLASH : (char) (b & 0xff));
    }
    String path = decoded.toString();
    if (withoutDotSegments(path.replace(ESCAPED_SLASH, '/')) == null) {
      return null;
    }
    String plain = withoutDotSegments(path);
    return plain == null
        ? null
        : plain.replace(String.valueOf(ESCAPED_SLASH), "%2F").getBytes(StandardCharsets.ISO_8859_1);
  }

  private static boolean startsWithScheme(byte[] bytes, int from, int to) {
    byte[] scheme = HTTP_SCHEME.getBytes(StandardCharsets.US_ASCII);
    return to - from >= SCHEME_BYTES
        && Ascii.equalIgnoreCase(scheme, bytes, from, from + SCHEME_BYTES);
  }

  private static @Nullable String withoutDotSegments(String path) {
    var kept = new ArrayDeque<String>();
    String[] segments = path.substring(1).split("/", -1);
    for (int i = 0; i < segments.length; i++) {
      boolean last = i == segments.length - 1;
      switch (segments[i]) {
        case "." -> {}
        case ".." -> {
          if (kept.pollLast() == null) {
            return null;
          }
        }
        default -> kept.add(segments[i]);
      }
      if (last && (segments[i].equals(".") || segments[i].equals(".."))) {
        kept.add("");
      }
    }
    return "/" + String.join("/", kept);
  }
}
