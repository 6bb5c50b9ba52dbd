package dev.pruefstand.bench.peer;

import dev.pruefstand.site.Resource;
import dev.pruefstand.site.Site;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The site as a table from decoded paths to what an adapter has prepared for each file. Immutable.
 *
 * @param <T> what an adapter answers with
 */
final class Pages<T> {
  private static final String INDEX = "index.html";

  private final Map<String, T> byPath = new HashMap<>();

  Pages(Site site, Function<Page, T> prepare) {
    for (Resource file : site.resources()) {
      T prepared = prepare.apply(Page.of(file));
      String path = file.path();
      byPath.put(path, prepared);
      if (path.endsWith("/" + INDEX)) {
        byPath.put(path.substring(0, path.length() - INDEX.length()), prepared);
      }
    }
  }

  /** What a path leads to; null if the site does not have it. */
  @Nullable T find(String path) {
    return byPath.get(path);
  }

  /** Files can be read and nothing else. */
  static boolean isRead(String method) {
    return method.equals("GET") || method.equals("HEAD");
  }
}
