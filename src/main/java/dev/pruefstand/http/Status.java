package dev.pruefstand.http;

/** The status codes that a server of ours answers with. Source: RFC 9110 section 15, RFC 6585. */
public enum Status {
  OK(200, "OK"),
  NO_CONTENT(204, "No Content"),
  PARTIAL_CONTENT(206, "Partial Content"),
  NOT_MODIFIED(304, "Not Modified"),
  BAD_REQUEST(400, "Bad Request"),
  NOT_FOUND(404, "Not Found"),
  METHOD_NOT_ALLOWED(405, "Method Not Allowed"),
  REQUEST_TIMEOUT(408, "Request Timeout"),
  PRECONDITION_FAILED(412, "Precondition Failed"),
  CONTENT_TOO_LARGE(413, "Content Too Large"),
  URI_TOO_LONG(414, "URI Too Long"),
  RANGE_NOT_SATISFIABLE(416, "Range Not Satisfiable"),
  EXPECTATION_FAILED(417, "Expectation Failed"),
  HEADER_FIELDS_TOO_LARGE(431, "Request Header Fields Too Large"),
  INTERNAL_SERVER_ERROR(500, "Internal Server Error"),
  NOT_IMPLEMENTED(501, "Not Implemented"),
  SERVICE_UNAVAILABLE(503, "Service Unavailable"),
  VERSION_NOT_SUPPORTED(505, "HTTP Version Not Supported");

  private final int code;
  private final String reason;

  Status(int code, String reason) {
    this.code = code;
    this.reason = reason;
  }

  /** The three digits. */
  public int code() {
    return code;
  }

  /** The reason phrase, for people. */
  public String reason() {
    return reason;
  }

  /** The first digit: 2 for success, 4 for a fault of the client. */
  public int family() {
    return code / 100;
  }

  /** 304 and 204 end with their head, whatever the method. RFC 9112 section 6.3. */
  public boolean hasBody() {
    return this != NOT_MODIFIED && this != NO_CONTENT;
  }
}
