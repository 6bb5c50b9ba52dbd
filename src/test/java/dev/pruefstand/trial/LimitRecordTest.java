package dev.pruefstand.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a search leaves in its file comes back as it was. */
@Timeout(30)
class LimitRecordTest {
  private static LimitRecord.Run run(double rate, boolean kept) {
    return new LimitRecord.Run(
        rate,
        rate,
        rate / 2,
        1,
        2,
        3,
        kept,
        kept ? List.of() : List.of("p99 11 ms"),
        List.of("quiet"),
        new Certificate(List.of(Check.of("quiet", false, "12 %", "5 %"))));
  }

  private static LimitRecord sample() {
    return new LimitRecord(
        LimitRecord.SCHEMA,
        LimitRecord.VERSION,
        "2026-11-24T10:00:00.123Z",
        new LoadPlanRecord(
            "open loop",
            List.of(new LoadPlanRecord.Ask("http://127.0.0.1/", 1, "GET", List.of())),
            "open",
            1000,
            "constant",
            0,
            64,
            1024,
            1,
            true,
            false,
            1,
            10,
            0,
            3,
            0),
        new Host("Vendor 25", "Ünix", "6.1", "CPU", 2),
        new LimitRecord.Objective("p99 < 10 ms", 99, 10_000_000),
        3,
        true,
        List.of(
            new LimitRecord.Step(
                1000, true, false, List.of(run(1000, true)), List.of(run(1000, true)))),
        List.of(run(2000, false)),
        new LimitRecord.Found(false, 1000, 1000, 0),
        new LimitRecord.Beyond(List.of(run(1200, false)), true, 1.5),
        false,
        "Not valid: the search was ended early.");
  }

  private static String json() throws IOException {
    var out = new StringWriter();
    sample().writeTo(out);
    return out.toString();
  }

  @Test
  void aRecordComesBackAsItWas() throws IOException {
    assertEquals(sample(), LimitRecord.read(new StringReader(json())));
    assertTrue(
        json().startsWith("{\n  \"schema\" : \"pruefstand-limit\",\n  \"version\" : 1,"), json());
  }

  @Test
  void everyMemberIsInTheDocument() throws IOException {
    String document = Files.readString(Path.of("docs/limit-json.md"));
    for (Class<?> record :
        List.of(
            LimitRecord.class,
            LimitRecord.Objective.class,
            LimitRecord.Step.class,
            LimitRecord.Run.class,
            LimitRecord.Found.class,
            LimitRecord.Beyond.class)) {
      Arrays.stream(record.getRecordComponents())
          .forEach(
              each ->
                  assertTrue(
                      document.contains("`" + each.getName() + "`"),
                      record.getSimpleName() + "." + each.getName()));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "null", "[]", "{\"schema\": \"pruefstand-limit\"}"})
  void whatIsNoRecordIsRefused(String foreign) {
    assertThrows(IOException.class, () -> LimitRecord.read(new StringReader(foreign)));
  }

  @Test
  void anotherVersionIsRefused() throws IOException {
    String next = json().replace("\"version\" : 1", "\"version\" : 2");
    var refused = assertThrows(IOException.class, () -> LimitRecord.read(new StringReader(next)));
    assertTrue(refused.getMessage().contains("version 2"), refused.getMessage());
  }
}
