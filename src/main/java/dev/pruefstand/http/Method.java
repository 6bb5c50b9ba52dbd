package dev.pruefstand.http;

import java.nio.charset.StandardCharsets;

/** Request methods; case-sensitive. Source: RFC 9110 section 9, RFC 5789 (PATCH). */
public enum Method {
  GET,
  HEAD,
  OPTIONS,
  POST,
  PUT,
  DELETE,
  PATCH,
  TRACE,
  CONNECT,
  /** A well-formed method that nobody here knows: answered with 501. */
  UNKNOWN;

  private static final Method[] KNOWN = {
    GET, HEAD, OPTIONS, POST, PUT, DELETE, PATCH, TRACE, CONNECT
  };

  @SuppressWarnings("ImmutableEnumChecker") // Never handed out, never written.
  private final byte[] name = name().getBytes(StandardCharsets.US_ASCII);

  /** The method that stands in {@code bytes[from, to)}; allocates nothing. */
  static Method of(byte[] bytes, int from, int to) {
    for (Method method : KNOWN) {
      if (Ascii.equal(method.name, bytes, from, to)) {
        return method;
      }
    }
    return UNKNOWN;
  }
}
