package dev.pruefstand.bench.fairness;

import dev.pruefstand.site.Resource;
import dev.pruefstand.site.Site;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** How long a connection lasts, and in which order it is answered. RFC 9112 section 9.3. */
final class Connections {
  private static final int REQUESTS = 300;

  private Connections() {}

  static List<String> keepAlive(Contender contender) throws IOException {
    Resource file = smallest(contender.site());
    try (var talk = contender.talk()) {
      for (int i = 0; i < REQUESTS; i++) {
        if (talk.get(file.path()).connectionIs("close")) {
          return List.of("expected a kept connection, found its end after " + (i + 1));
        }
      }
    }
    return List.of();
  }

  static List<String> pipeline(Contender contender) throws IOException {
    var findings = new ArrayList<String>();
    try (var talk = contender.talk()) {
      var requests = new StringBuilder();
      for (Resource file : contender.site().resources()) {
        requests.append("GET ").append(file.path()).append(" HTTP/1.1\nHost: localhost\n\n");
      }
      talk.say(requests.toString());
      for (Resource file : contender.site().resources()) {
        String finding = Files.body(talk.hear(), file);
        if (!finding.isEmpty()) {
          findings.add(file.path() + ": " + finding);
        }
      }
    }
    return findings;
  }

  static List<String> close(Contender contender) throws IOException {
    Resource file = smallest(contender.site());
    try (var talk = contender.talk()) {
      talk.say("GET " + file.path() + " HTTP/1.1\nHost: localhost\nConnection: close\n\n");
      Heard heard = talk.hear();
      var findings = new ArrayList<>(end(talk));
      if (!heard.connectionIs("close")) {
        findings.add("expected Connection: close, found " + heard.values("Connection"));
      }
      return findings;
    }
  }

  static List<String> old(Contender contender) throws IOException {
    try (var talk = contender.talk()) {
      talk.say("GET " + smallest(contender.site()).path() + " HTTP/1.0\nHost: localhost\n\n");
      int status = talk.hear().status();
      return status == 200 ? end(talk) : List.of("expected 200, found " + status);
    }
  }

  static List<String> oldKeepAlive(Contender contender) throws IOException {
    Resource file = smallest(contender.site());
    String request = " HTTP/1.0\nHost: localhost\nConnection: keep-alive\n\n";
    try (var talk = contender.talk()) {
      for (int i = 0; i < 2; i++) {
        talk.say("GET " + file.path() + request);
        Heard heard = talk.hear();
        if (heard.status() != 200 || !heard.connectionIs("keep-alive")) {
          return List.of(
              "expected 200 and Connection: keep-alive, found %d and %s"
                  .formatted(heard.status(), heard.values("Connection")));
        }
      }
    }
    return List.of();
  }

  private static List<String> end(Talk talk) throws IOException {
    return talk.ends() ? List.of() : List.of("expected the end, found more bytes");
  }

  private static Resource smallest(Site site) {
    return site.resources().stream()
        .min(Comparator.comparingLong(file -> file.body().byteSize()))
        .orElseThrow();
  }
}
