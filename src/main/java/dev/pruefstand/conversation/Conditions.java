package dev.pruefstand.conversation;

import dev.pruefstand.http.HttpDate;
import dev.pruefstand.site.Resource;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Conditional requests. Source: RFC 9110 section 13. */
final class Conditions {
  private Conditions() {}

  /**
   * Whether the client's copy is still good.
   *
   * @param hasNoneMatch whether If-None-Match was sent; then If-Modified-Since does not count
   * @param noneMatch its value; null if it was sent several times, which is then no match
   */
  static boolean notModified(
      Resource resource,
      boolean hasNoneMatch,
      @Nullable String noneMatch,
      @Nullable String modifiedSince) {
    if (hasNoneMatch) {
      return noneMatch != null && matches(noneMatch, resource.etag());
    }
    if (modifiedSince == null) {
      return false;
    }
    OptionalLong since = HttpDate.parse(modifiedSince);
    return since.isPresent() && resource.lastModified().getEpochSecond() <= since.getAsLong();
  }

  /** The weak comparison: {@code W/} does not count. */
  private static boolean matches(String list, String etag) {
    if (list.equals("*")) {
      return true;
    }
    for (String item : list.split(",", -1)) {
      String tag = item.strip();
      if (tag.equals(etag) || (tag.startsWith("W/") && tag.substring(2).equals(etag))) {
        return true;
      }
    }
    return false;
  }
}
