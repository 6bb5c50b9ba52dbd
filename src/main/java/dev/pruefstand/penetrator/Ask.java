package dev.pruefstand.penetrator;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One kind of request and what its answers are held against.
 *
 * @param weight how often it is sent, relative to the others of the same plan
 * @param method GET, HEAD or any other token
 * @param fields lines like {@code Accept: text/html}, sent as they are
 * @param expectation null to hold every answer against the first
 */
public record Ask(
    Target target,
    double weight,
    String method,
    List<String> fields,
    @Nullable Expectation expectation) {
  private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";

  /** Checks what would be no request. */
  public Ask {
    fields = List.copyOf(fields);
    if (!(weight > 0) || Double.isInfinite(weight)) {
      throw new IllegalArgumentException("expected a weight above 0, found " + weight);
    }
    if (!method.matches(TOKEN)) {
      throw new IllegalArgumentException("expected a method like GET, found " + method);
    }
    for (String field : fields) {
      if (!field.matches(TOKEN + ":[\\t -~\\x80-\\xff]*")) {
        throw new IllegalArgumentException(
            "expected a field like 'Accept: text/html', found " + field);
      }
    }
  }

  /** A plain GET. */
  public static Ask get(Target target, @Nullable Expectation expectation) {
    return new Ask(target, 1, "GET", List.of(), expectation);
  }

  /** Whether answers have no body, whatever their heads say. RFC 9110 section 9.3.2. */
  boolean isHead() {
    return method.equals("HEAD");
  }

  /** What is sent. RFC 9112 section 3. */
  byte[] bytes(boolean keepAlive) {
    var text = new StringBuilder(method).append(' ').append(target.path()).append(" HTTP/1.1\r\n");
    if (fields.stream().noneMatch(field -> field.regionMatches(true, 0, "Host:", 0, 5))) {
      text.append("Host: ").append(target.host()).append("\r\n");
    }
    if (!keepAlive) {
      text.append("Connection: close\r\n");
    }
    fields.forEach(field -> text.append(field).append("\r\n"));
    return text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
  }
}
