package dev.pruefstand.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a run leaves in files comes back as it was. */
@Timeout(30)
class LoadRecordTest {
  private static final Certificate CERTIFICATE =
      new Certificate(
          List.of(
              Check.of("a", true, "1", "2"),
              Check.failed("b", "3", "2", "too \"much\""),
              Check.notJudged("c", "", "2", "nobody knows")));

  private static LoadRecord sample() {
    return new LoadRecord(
        LoadRecord.SCHEMA,
        LoadRecord.VERSION,
        "2026-11-24T10:00:00.123Z",
        new LoadPlanRecord(
            "open loop",
            List.of(
                new LoadPlanRecord.Ask("http://127.0.0.1/", 1.5, "GET", List.of("Accept: */*"))),
            "open",
            1000.5,
            "poisson",
            7,
            64,
            1024,
            1,
            true,
            false,
            2,
            10,
            0.5,
            9.5,
            0),
        new Host("Vendor 25", "Ünix", "6.1", "CPU", 2),
        9.5,
        true,
        new LoadRecord.Requests(10, 7, 2, 1, 11, Map.of("reset", 2L)),
        Map.of("200", 7L),
        1234,
        new LoadRecord.Rates(1000.5, 999.5),
        0.25,
        12_000_000,
        Map.of("response", new Latency(9, 1.5, 1, 2, 3, 4, 5)),
        List.of(new LoadSecond(0, false, 10, 7, 2, 1234, 1, 1, 2, 3, 4)),
        CERTIFICATE);
  }

  @Test
  void aRecordComesBackAsItWas() throws IOException {
    assertEquals(sample(), LoadRecord.read(new StringReader(json())));
  }

  private static String json() throws IOException {
    var out = new StringWriter();
    sample().writeTo(out);
    return out.toString();
  }

  @Test
  void theFirstMembersSayWhatItIsAndOneWhetherItIsValid() throws IOException {
    assertTrue(json().contains("\"valid\" : false"), json());
    assertTrue(
        json().startsWith("{\n  \"schema\" : \"pruefstand-load\",\n  \"version\" : 1,"), json());
  }

  /** Each member of the file is explained, and nobody has to look into the code. */
  @Test
  void everyMemberIsInTheDocument() throws IOException {
    String document = Files.readString(Path.of("docs/load-json.md"));
    for (Class<?> record :
        List.of(
            LoadRecord.class,
            LoadRecord.Requests.class,
            LoadRecord.Rates.class,
            LoadPlanRecord.class,
            LoadPlanRecord.Ask.class,
            LoadSecond.class,
            Host.class,
            Latency.class,
            Certificate.class,
            Check.class)) {
      Arrays.stream(record.getRecordComponents())
          .forEach(
              each ->
                  assertTrue(
                      document.contains("`" + each.getName() + "`"),
                      record.getSimpleName() + "." + each.getName()));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "null", "[]", "{\"schema\": \"pruefstand-load\"}"})
  void whatIsNoRecordIsRefused(String foreign) {
    assertThrows(IOException.class, () -> LoadRecord.read(new StringReader(foreign)));
  }

  @Test
  void anotherVersionIsRefused() throws IOException {
    String next = json().replace("\"version\" : 1", "\"version\" : 2");
    var refused = assertThrows(IOException.class, () -> LoadRecord.read(new StringReader(next)));
    assertTrue(refused.getMessage().contains("version 2"), refused.getMessage());
  }

  @Test
  void aCertificateIsValidUnlessACheckFailed() {
    assertEquals(List.of("b"), CERTIFICATE.failed().stream().map(Check::name).toList());
    assertEquals(false, CERTIFICATE.isValid());
    assertEquals(true, new Certificate(List.of(CERTIFICATE.checks().getLast())).isValid());
  }

  @Test
  void eachClockHasAHistogramWithItsTag() throws IOException {
    var clocks = new LinkedHashMap<String, Histogram>();
    for (String name : List.of("response", "service")) {
      var nanos = new Histogram(3);
      nanos.recordValue(name.length() * 1_000_000L);
      clocks.put(name, nanos);
    }
    var file = new ByteArrayOutputStream();
    HistogramLog.write(file, 1_764_000_000_000L, 2.5, clocks);
    try (var log = new HistogramLogReader(new java.io.ByteArrayInputStream(file.toByteArray()))) {
      for (String name : clocks.keySet()) {
        var found = (Histogram) log.nextIntervalHistogram();
        assertEquals(name, found.getTag());
        assertEquals(clocks.get(name), found);
        assertEquals(1_764_000_000_000L, found.getStartTimeStamp());
        assertEquals(2_500, found.getEndTimeStamp() - found.getStartTimeStamp());
      }
      assertEquals(null, log.nextIntervalHistogram());
    }
    assertTrue(file.toString(StandardCharsets.UTF_8).contains("nanoseconds"));
  }
}
