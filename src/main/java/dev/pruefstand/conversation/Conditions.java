package dev.pruefstand.conversation;

import dev.pruefstand.http.EntityTags;
import dev.pruefstand.http.Field;
import dev.pruefstand.http.FieldValues;
import dev.pruefstand.http.HttpDate;
import dev.pruefstand.http.RequestParser;
import dev.pruefstand.site.Resource;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Conditional requests of one connection.
 *
 * <p>Source: RFC 9110 section 13; the order of the conditions is that of section 13.2.2.
 */
final class Conditions {
  /** What the conditions of a GET or HEAD come to. */
  enum Verdict {
    PROCEED,
    /** The client's copy is still good: 304. */
    NOT_MODIFIED,
    /** What the client wants to see unchanged has changed: 412. */
    FAILED
  }

  private static final Field[] ALL = {
    Field.IF_NONE_MATCH, Field.IF_MODIFIED_SINCE, Field.IF_MATCH, Field.IF_UNMODIFIED_SINCE
  };

  /** Equals no tag, as it has no quotes. */
  private static final String NO_TAG = "";

  private final RequestParser request;

  Conditions(RequestParser request) {
    this.request = request;
  }

  /**
   * Evaluates the conditions of the request that stands in {@code bytes} from {@code start} on.
   *
   * @param resource null for something that has neither tag nor date: only {@code *} is known of it
   */
  Verdict of(@Nullable Resource resource, byte[] bytes, int start) {
    FieldValues fields = request.values();
    if (!fields.hasAny(ALL)) {
      return Verdict.PROCEED;
    }
    String etag = resource == null ? NO_TAG : resource.etag();
    String match = list(Field.IF_MATCH, bytes, start);
    if (match != null) {
      if (!EntityTags.match(match, etag, false)) {
        return Verdict.FAILED;
      }
    } else if (isAfter(resource, fields.text(Field.IF_UNMODIFIED_SINCE, bytes, start))) {
      return Verdict.FAILED;
    }
    String noneMatch = list(Field.IF_NONE_MATCH, bytes, start);
    if (noneMatch != null) {
      return EntityTags.match(noneMatch, etag, true) ? Verdict.NOT_MODIFIED : Verdict.PROCEED;
    }
    return isNotAfter(resource, fields.text(Field.IF_MODIFIED_SINCE, bytes, start))
        ? Verdict.NOT_MODIFIED
        : Verdict.PROCEED;
  }

  /**
   * Whether a range may be taken out of the resource: there is no If-Range, or it names exactly
   * what is there. RFC 9110 section 13.1.5.
   */
  boolean allowRange(Resource resource, byte[] bytes, int start) {
    if (!request.values().has(Field.IF_RANGE)) {
      return true;
    }
    String validator = request.values().text(Field.IF_RANGE, bytes, start);
    if (validator == null || validator.startsWith("W/")) {
      return false;
    }
    if (validator.startsWith("\"")) {
      return validator.equals(resource.etag());
    }
    OptionalLong date = HttpDate.parse(validator);
    return date.isPresent() && date.getAsLong() == resource.lastModified().getEpochSecond();
  }

  private @Nullable String list(Field field, byte[] bytes, int start) {
    return request.values().list(field, bytes, start, start + request.length());
  }

  /** A date that is none, or one to compare with none, counts as if the field were missing. */
  private static boolean isAfter(@Nullable Resource resource, @Nullable String date) {
    OptionalLong seconds = date == null ? OptionalLong.empty() : HttpDate.parse(date);
    return resource != null
        && seconds.isPresent()
        && resource.lastModified().getEpochSecond() > seconds.getAsLong();
  }

  private static boolean isNotAfter(@Nullable Resource resource, @Nullable String date) {
    OptionalLong seconds = date == null ? OptionalLong.empty() : HttpDate.parse(date);
    return resource != null
        && seconds.isPresent()
        && resource.lastModified().getEpochSecond() <= seconds.getAsLong();
  }
}
