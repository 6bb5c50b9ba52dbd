package dev.pruefstand.bench.fairness;

import dev.pruefstand.site.Resource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Requests other than the usual ones, which a server has to take the trouble to tell apart. */
final class Requests {
  /** More than any contender takes, be it by default or by its configuration. */
  private static final int TOO_LONG = 2 * 1024 * 1024;

  private Requests() {}

  static List<String> index(Contender contender) throws IOException {
    Resource index = contender.site().find("/");
    if (index == null) {
      return List.of();
    }
    try (var talk = contender.talk()) {
      return found(Files.body(talk.get("/"), index));
    }
  }

  static List<String> decoding(Contender contender) throws IOException {
    var findings = new ArrayList<String>();
    for (Resource file : contender.site().resources()) {
      String encoded = "/%%%02x%s".formatted((int) file.path().charAt(1), file.path().substring(2));
      for (String target : List.of(encoded, file.path() + "?a=b")) {
        try (var talk = contender.talk()) {
          findings.addAll(found(Files.body(talk.get(target), file)));
        }
      }
    }
    return findings;
  }

  /** That there is no body shows in what follows at once: the next answer, or the end. */
  static List<String> head(Contender contender) throws IOException {
    var findings = new ArrayList<String>();
    for (Resource file : contender.site().resources()) {
      try (var talk = contender.talk()) {
        talk.say("HEAD " + file.path() + " HTTP/1.1\nHost: localhost\n\n");
        Heard heard = talk.hearHead();
        findings.addAll(found(Files.status(heard, file)));
        findings.addAll(found(Files.length(heard, file)));
        findings.addAll(found(Files.type(heard, file)));
        if (heard.isLast()) {
          findings.addAll(found(talk.ends() ? "" : "expected no body, found bytes"));
        } else {
          findings.addAll(found(Files.body(talk.get(file.path()), file)));
        }
      }
    }
    return findings;
  }

  static List<String> unknown(Contender contender) throws IOException {
    return status(contender, "GET /no-such-file.html HTTP/1.1\nHost: localhost\n\n", 404);
  }

  static List<String> method(Contender contender) throws IOException {
    String path = contender.site().resources().getFirst().path();
    return status(contender, "DELETE " + path + " HTTP/1.1\nHost: localhost\n\n", 405);
  }

  static List<String> host(Contender contender) throws IOException {
    return status(
        contender, "GET " + contender.site().resources().getFirst().path() + " HTTP/1.1\n\n", 400);
  }

  static List<String> nonsense(Contender contender) throws IOException {
    return refusal(contender, "nonsense\n\n");
  }

  static List<String> limit(Contender contender) throws IOException {
    String path = contender.site().resources().getFirst().path();
    return refusal(
        contender,
        "GET %s HTTP/1.1\nHost: localhost\nA: %s\n\n".formatted(path, "a".repeat(TOO_LONG)));
  }

  private static List<String> status(Contender contender, String request, int expected)
      throws IOException {
    try (var talk = contender.talk()) {
      talk.say(request);
      int status = talk.hearHead().status();
      return status == expected
          ? List.of()
          : List.of("expected %d, found %d".formatted(expected, status));
    }
  }

  private static List<String> refusal(Contender contender, String request) throws IOException {
    try (var talk = contender.talk()) {
      int status = talk.sayAndHearRefusal(request);
      return status == 0 || status >= 400
          ? List.of()
          : List.of("expected a refusal, found " + status);
    }
  }

  private static List<String> found(String finding) {
    return finding.isEmpty() ? List.of() : List.of(finding);
  }
}
