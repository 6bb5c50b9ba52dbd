package dev.pruefstand.conversation;

import dev.pruefstand.conversation.Answer.Persistence;
import dev.pruefstand.http.ByteRange;
import dev.pruefstand.http.Field;
import dev.pruefstand.http.Method;
import dev.pruefstand.http.RequestParser;
import dev.pruefstand.http.Status;
import dev.pruefstand.http.TargetPath;
import dev.pruefstand.site.Resource;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Decides which answer a request gets.
 *
 * <p>Source: RFC 9110 sections 9 (methods), 13 (conditions) and 14 (ranges), RFC 9112 section 3.2
 * (targets).
 */
final class Responder {
  /** What is kept of a path that leads nowhere, for people to read. */
  private static final int LONGEST_PATH = 200;

  private final Conversations shared;
  private final RequestParser request;
  private final Conditions conditions;
  private boolean sendsBody;
  private boolean closes;
  private boolean tellsStatistics;
  private @Nullable Resource resource;
  private String path = "";

  Responder(Conversations shared, RequestParser request) {
    this.shared = shared;
    this.request = request;
    this.conditions = new Conditions(request);
  }

  /**
   * The answer to the request that the parser has just read from {@code bytes}.
   *
   * @param last whether the connection is to end with it, whatever the client wants
   */
  Answer answer(byte[] bytes, int start, boolean last) {
    Method method = request.method();
    closes = last || !request.keepsAlive();
    sendsBody = method != Method.HEAD;
    tellsStatistics = false;
    resource = null;
    path = "";
    return switch (method) {
      case UNKNOWN -> refusing(Status.NOT_IMPLEMENTED);
      // Its target is an authority and no path. RFC 9110 section 9.3.6.
      case CONNECT -> closing(Status.METHOD_NOT_ALLOWED);
      case OPTIONS ->
          isAsterisk(bytes, start) ? shared.answers.options(persistence()) : onPath(bytes, start);
      case GET, HEAD, POST, PUT, DELETE, PATCH, TRACE -> onPath(bytes, start);
    };
  }

  /** Whether the body follows the head. RFC 9110 section 9.3.2. */
  boolean sendsBody() {
    return sendsBody;
  }

  /** Whether the connection ends with this answer. */
  boolean closes() {
    return closes;
  }

  /** Whether the answer is that of /stats, which is counted apart. */
  boolean tellsStatistics() {
    return tellsStatistics;
  }

  /** The file that was asked for; null if the path names none. */
  @Nullable Resource resource() {
    return resource;
  }

  /** The path that was asked for, shortened; empty if there was none that could be read. */
  String path() {
    return path;
  }

  /** RFC 9112 section 3.2.4: the server as a whole. */
  private boolean isAsterisk(byte[] bytes, int start) {
    return request.targetTo() - request.targetFrom() == 1
        && bytes[start + request.targetFrom()] == '*';
  }

  private Answer onPath(byte[] bytes, int start) {
    byte[] decoded = bytes;
    int from = start + request.targetFrom();
    int to = TargetPath.plainEnd(bytes, from, start + request.targetTo());
    if (to == TargetPath.NOT_PLAIN) {
      decoded = TargetPath.decode(bytes, from, start + request.targetTo());
      if (decoded == null) {
        return closing(Status.BAD_REQUEST);
      }
      from = 0;
      to = decoded.length;
    }
    Resource found = shared.site.find(decoded, from, to);
    resource = found;
    if (found != null) {
      path = found.path();
      return onResource(found, bytes, start);
    }
    path = new String(decoded, from, Math.min(to - from, LONGEST_PATH), StandardCharsets.UTF_8);
    return StatsForm.isPath(path) ? onStatistics(bytes, start) : error(Status.NOT_FOUND);
  }

  private Answer onStatistics(byte[] bytes, int start) {
    if (!isSafe()) {
      return notAllowed();
    }
    Conditions.Verdict verdict = conditions.of(null, bytes, start);
    if (verdict == Conditions.Verdict.FAILED) {
      return error(Status.PRECONDITION_FAILED);
    }
    tellsStatistics = true;
    if (verdict == Conditions.Verdict.NOT_MODIFIED) {
      return shared.statistics.notModified(persistence());
    }
    String accept = request.values().list(Field.ACCEPT, bytes, start, start + request.length());
    return shared.statistics.answer(StatsForm.of(path, accept), persistence());
  }

  private Answer onResource(Resource found, byte[] bytes, int start) {
    if (!isSafe()) {
      return notAllowed();
    }
    return switch (conditions.of(found, bytes, start)) {
      case NOT_MODIFIED -> shared.answers.notModified(found, persistence());
      case FAILED -> error(Status.PRECONDITION_FAILED);
      case PROCEED -> whole(found, bytes, start);
    };
  }

  private Answer whole(Resource found, byte[] bytes, int start) {
    // RFC 9110 section 14.2: only GET has ranges.
    if (request.values().has(Field.RANGE) && request.method() == Method.GET) {
      String range = text(Field.RANGE, bytes, start);
      if (range != null && conditions.allowRange(found, bytes, start)) {
        return switch (ByteRange.of(range, found.body().byteSize())) {
          case ByteRange.Part part -> shared.answers.part(found, part, persistence());
          case ByteRange.Unsatisfiable nothing ->
              shared.answers.unsatisfiable(found, persistence());
          case ByteRange.Whole all -> shared.answers.found(found, persistence());
        };
      }
    }
    return shared.answers.found(found, persistence());
  }

  private boolean isSafe() {
    return request.method() == Method.GET || request.method() == Method.HEAD;
  }

  /** The methods that are known but do nothing here, and the one that asks which do. */
  private Answer notAllowed() {
    if (request.method() == Method.OPTIONS) {
      return shared.answers.options(persistence());
    }
    return refusing(Status.METHOD_NOT_ALLOWED);
  }

  /** Nobody knows what a body was meant to do: with one, the connection does not go on. */
  private Answer refusing(Status status) {
    closes |= request.values().hasBody();
    return error(status);
  }

  private @Nullable String text(Field field, byte[] bytes, int start) {
    return request.values().text(field, bytes, start);
  }

  private Answer closing(Status status) {
    closes = true;
    return error(status);
  }

  private Answer error(Status status) {
    return shared.answers.error(status, persistence());
  }

  private Persistence persistence() {
    if (closes) {
      return Persistence.CLOSE;
    }
    return request.minorVersion() == 0 ? Persistence.KEEP_ALIVE : Persistence.IMPLICIT;
  }
}
