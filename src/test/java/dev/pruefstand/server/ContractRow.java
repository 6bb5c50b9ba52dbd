package dev.pruefstand.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pruefstand.server.RawClient.Answer;
import java.io.IOException;
import java.util.List;

/**
 * A row of the contract: a request and what answers it.
 *
 * @param section of the RFC that says so
 * @param request with LF for its line ends; {@code {etag}}, {@code {modified}} and {@code {length}}
 *     stand for those of page.html
 * @param status of the answer
 * @param fields of the answer, as {@code Name: value}; a name alone must not be there
 */
record ContractRow(String section, String request, int status, List<String> fields) {
  static ContractRow of(String section, int status, String request, String... fields) {
    return new ContractRow(section, request, status, List.of(fields));
  }

  /** What page.html's head says. */
  record Page(String etag, String modified, String length) {
    static Page of(Server server) throws IOException {
      try (var client = new RawClient(server)) {
        client.get("page.html");
        Answer answer = client.answer();
        return new Page(
            answer.value("ETag"), answer.value("Last-Modified"), answer.value("Content-Length"));
      }
    }

    String fill(String text) {
      return text.replace("{etag}", etag)
          .replace("{modified}", modified)
          .replace("{length}", length);
    }
  }

  /** Sends the request and checks the answer, all but what becomes of the connection. */
  Answer ask(RawClient client, Page page) throws IOException {
    client.say(page.fill(request));
    Answer answer = request.strip().startsWith("HEAD ") ? client.answerToHead() : client.answer();
    assertEquals(status, answer.status(), answer.head());
    for (String field : fields) {
      int colon = field.indexOf(':');
      String name = colon < 0 ? field : field.substring(0, colon);
      List<String> expected =
          colon < 0 ? List.of() : List.of(page.fill(field.substring(colon + 1).strip()));
      assertEquals(expected, answer.values(name), answer.head());
    }
    return answer;
  }

  @Override
  public String toString() {
    return section + ": " + status + " for " + request.lines().findFirst().orElse("");
  }
}
