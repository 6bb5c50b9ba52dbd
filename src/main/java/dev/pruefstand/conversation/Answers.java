package dev.pruefstand.conversation;

import dev.pruefstand.http.ByteRange;
import dev.pruefstand.http.HttpDate;
import dev.pruefstand.http.Status;
import dev.pruefstand.site.Resource;
import dev.pruefstand.site.Site;
import java.lang.foreign.MemorySegment;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Everything a server can answer with, prepared once when it starts. Immutable and shared. */
final class Answers {
  private static final String ALLOW = "Allow: GET, HEAD\r\n";
  private static final MemorySegment EMPTY = MemorySegment.NULL;

  private final Answer[][] found;
  private final Answer[][] notModified;
  private final String[] validators;
  private final Answer[] options = Answer.prepare(Status.NO_CONTENT, ALLOW, EMPTY);
  private final Map<Status, Answer[]> errors = new EnumMap<>(Status.class);

  Answers(Site site) {
    List<Resource> resources = site.resources();
    found = new Answer[resources.size()][];
    notModified = new Answer[resources.size()][];
    validators = new String[resources.size()];
    for (Resource resource : resources) {
      int index = resource.index();
      String tags =
          "ETag: %s\r\nLast-Modified: %s\r\n"
              .formatted(resource.etag(), HttpDate.format(resource.lastModified()));
      validators[index] = tags;
      String fields = type(resource) + tags + "Accept-Ranges: bytes\r\n";
      found[index] = Answer.prepare(Status.OK, fields, resource.body());
      notModified[index] = Answer.prepare(Status.NOT_MODIFIED, tags, EMPTY);
    }
    for (Status status : Status.values()) {
      if (status.family() >= 4) {
        String allow = status == Status.METHOD_NOT_ALLOWED ? ALLOW : "";
        errors.put(status, error(status, allow, Answer.text(page(status))));
      }
    }
  }

  private static String type(Resource resource) {
    return "Content-Type: " + resource.contentType() + "\r\n";
  }

  private static Answer[] error(Status status, String fields, MemorySegment page) {
    String type = "Content-Type: text/html; charset=utf-8\r\n";
    return Answer.prepare(status, type + fields, page);
  }

  /** 206 with a part of the resource, made when it is asked for. */
  Answer part(Resource resource, ByteRange.Part part, Answer.Persistence persistence) {
    long length = resource.body().byteSize();
    String range =
        "Content-Range: bytes " + part.first() + "-" + part.last() + "/" + length + "\r\n";
    String fields = type(resource) + validators[resource.index()] + range;
    MemorySegment body = resource.body().asSlice(part.first(), part.length());
    return Answer.prepare(Status.PARTIAL_CONTENT, fields, body)[persistence.ordinal()];
  }

  /** 416 with the length that the range missed. */
  Answer unsatisfiable(Resource resource, Answer.Persistence persistence) {
    String range = "Content-Range: bytes */" + resource.body().byteSize() + "\r\n";
    Status status = Status.RANGE_NOT_SATISFIABLE;
    return error(status, range, error(status, persistence).body())[persistence.ordinal()];
  }

  /** 200 with the resource. */
  Answer found(Resource resource, Answer.Persistence persistence) {
    return found[resource.index()][persistence.ordinal()];
  }

  /** 304 for the resource. */
  Answer notModified(Resource resource, Answer.Persistence persistence) {
    return notModified[resource.index()][persistence.ordinal()];
  }

  /** 204 that says which methods there are. */
  Answer options(Answer.Persistence persistence) {
    return options[persistence.ordinal()];
  }

  /** The error page of a 4xx or 5xx status. */
  Answer error(Status status, Answer.Persistence persistence) {
    Answer[] prepared = errors.get(status);
    if (prepared == null) {
      throw new IllegalArgumentException("expected an error status, found " + status);
    }
    return prepared[persistence.ordinal()];
  }

  /** Nothing that a client sent stands in it, so nothing has to be escaped. */
  private static String page(Status status) {
    return """
    <!doctype html>
    <html lang="en">
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width">
    <title>%1$s %2$s</title>
    <style>
    body { font: 1.2rem/1.5 system-ui, sans-serif; margin: 20vh auto 0; max-width: 30rem; }
    h1 { font-size: 5rem; line-height: 1; margin: 0; color: #4477aa; }
    </style>
    <h1>%1$s</h1>
    <p>%2$s
    """
        .formatted(Integer.toString(status.code()), status.reason());
  }
}
