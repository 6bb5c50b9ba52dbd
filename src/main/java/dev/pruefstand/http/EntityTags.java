package dev.pruefstand.http;

/**
 * Lists of entity tags as conditions hold them: {@code *} or {@code "a", W/"b"}.
 *
 * <p>Source: RFC 9110 sections 8.8.3, 13.1.1 and 13.1.2.
 */
public final class EntityTags {
  private static final String WEAK = "W/";

  private EntityTags() {}

  /**
   * Whether a list names the tag or is {@code *}.
   *
   * @param etag of what is there, quotes included, not weak
   * @param weakly whether a weak tag in the list counts as well
   */
  public static boolean match(String list, String etag, boolean weakly) {
    if (list.equals("*")) {
      return true;
    }
    int at = 0;
    while (at < list.length()) {
      char c = list.charAt(at);
      if (c == ',' || c == ' ' || c == '\t') {
        at++;
        continue;
      }
      boolean weak = list.startsWith(WEAK, at);
      int open = weak ? at + WEAK.length() : at;
      // A tag may hold a comma, so that quotes and not commas tell where it ends.
      int close =
          open < list.length() && list.charAt(open) == '"' ? list.indexOf('"', open + 1) : -1;
      if (close < 0) {
        return false;
      }
      if ((weakly || !weak) && list.substring(open, close + 1).equals(etag)) {
        return true;
      }
      at = close + 1;
    }
    return false;
  }
}
