package dev.pruefstand.conversation;

import dev.pruefstand.conversation.Answer.Persistence;
import dev.pruefstand.http.Field;
import dev.pruefstand.http.Method;
import dev.pruefstand.http.RequestParser;
import dev.pruefstand.http.Status;
import dev.pruefstand.http.TargetPath;
import dev.pruefstand.site.Resource;
import org.jspecify.annotations.Nullable;

/**
 * Decides which answer a request gets. Source: RFC 9110 sections 9 (methods) and 13 (conditions).
 */
final class Responder {
  private final Conversations shared;
  private final RequestParser request;
  private boolean sendsBody;
  private boolean closes;
  private boolean tellsStatistics;

  Responder(Conversations shared, RequestParser request) {
    this.shared = shared;
    this.request = request;
  }

  /** The answer to the request that the parser has just read from {@code bytes}. */
  Answer answer(byte[] bytes, int start) {
    Method method = request.method();
    // A body is never taken for the next request: the connection ends before it could be.
    closes = !request.keepsAlive() || request.values().hasBody();
    sendsBody = method != Method.HEAD;
    tellsStatistics = false;
    Answer answer =
        switch (method) {
          case GET, HEAD -> resource(bytes, start);
          case OPTIONS -> counted(shared.answers.options(persistence()));
          case UNKNOWN -> error(Status.NOT_IMPLEMENTED);
          case POST, PUT, DELETE, PATCH, TRACE, CONNECT -> error(Status.METHOD_NOT_ALLOWED);
        };
    return answer;
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

  private Answer resource(byte[] bytes, int start) {
    byte[] path = bytes;
    int from = start + request.targetFrom();
    int to = TargetPath.plainEnd(bytes, from, start + request.targetTo());
    if (to == TargetPath.NOT_PLAIN) {
      path = TargetPath.decode(bytes, from, start + request.targetTo());
      if (path == null) {
        closes = true;
        return error(Status.BAD_REQUEST);
      }
      from = 0;
      to = path.length;
    }
    Resource resource = shared.site.find(path, from, to);
    if (resource == null) {
      Answer statistics =
          StatsAnswer.of(
              shared.stats, path, from, to, text(Field.ACCEPT, bytes, start), persistence());
      tellsStatistics = statistics != null;
      return statistics != null ? statistics : error(Status.NOT_FOUND);
    }
    if (isConditional() && holds(resource, bytes, start)) {
      return counted(shared.answers.notModified(resource, persistence()));
    }
    return counted(shared.answers.found(resource, persistence()));
  }

  private boolean isConditional() {
    return request.values().has(Field.IF_NONE_MATCH)
        || request.values().has(Field.IF_MODIFIED_SINCE);
  }

  private boolean holds(Resource resource, byte[] bytes, int start) {
    return Conditions.notModified(
        resource,
        request.values().has(Field.IF_NONE_MATCH),
        text(Field.IF_NONE_MATCH, bytes, start),
        text(Field.IF_MODIFIED_SINCE, bytes, start));
  }

  private @Nullable String text(Field field, byte[] bytes, int start) {
    return request.values().text(field, bytes, start);
  }

  private Answer error(Status status) {
    return counted(shared.answers.error(status, persistence()));
  }

  private Answer counted(Answer answer) {
    shared.stats.answered(answer.status().family());
    return answer;
  }

  private Persistence persistence() {
    if (closes) {
      return Persistence.CLOSE;
    }
    return request.minorVersion() == 0 ? Persistence.KEEP_ALIVE : Persistence.IMPLICIT;
  }
}
