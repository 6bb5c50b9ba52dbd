package dev.pruefstand.site;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pruefstand.Allocation;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class SiteTest {
  @TempDir Path directory;

  private void file(String path, String content) throws IOException {
    Path file = directory.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  private Site site() throws IOException {
    return Site.load(directory);
  }

  private static List<String> paths(Site site) {
    return site.resources().stream().map(Resource::path).toList();
  }

  private static Resource found(Site site, String path) {
    @Nullable Resource resource = site.find(path);
    assertNotNull(resource, path);
    return resource;
  }

  private static String text(Resource resource) {
    byte[] bytes = resource.body().toArray(ValueLayout.JAVA_BYTE);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Test
  void everyFileIsFoundWithItsBytes() throws IOException {
    file("a.html", "<p>Grüße");
    file("docs/deep/b.txt", "b");
    file("empty", "");
    file("grün.txt", "grün");
    Site site = site();
    assertEquals(List.of("/a.html", "/docs/deep/b.txt", "/empty", "/grün.txt"), paths(site));
    assertEquals("<p>Grüße", text(found(site, "/a.html")));
    assertEquals("b", text(found(site, "/docs/deep/b.txt")));
    assertEquals("", text(found(site, "/empty")));
    assertEquals("grün", text(found(site, "/grün.txt")));
    assertEquals("<p>Grüße".getBytes(StandardCharsets.UTF_8).length + 6L, site.totalBytes());
  }

  @Test
  void indexesCountWithoutGaps() throws IOException {
    file("a", "a");
    file("b/index.html", "b");
    file("c", "c");
    Site site = site();
    for (int i = 0; i < 3; i++) {
      assertEquals(i, site.resources().get(i).index());
    }
    assertEquals(3, site.resources().size());
  }

  @Test
  void aDirectoryIsItsIndex() throws IOException {
    file("index.html", "root");
    file("docs/index.html", "docs");
    file("none/a.html", "a");
    file("xindex.html", "x");
    Site site = site();
    assertSame(site.find("/index.html"), found(site, "/"));
    assertSame(site.find("/docs/index.html"), found(site, "/docs/"));
    for (String path : List.of("", "/docs", "/none/", "/none", "/x", "//")) {
      assertNull(site.find(path), path);
    }
  }

  @Test
  void hiddenFilesAreLeftOut() throws IOException {
    file(".secret", "s");
    file(".git/config", "s");
    file("docs/.secret/a.html", "s");
    file("docs/..a", "s");
    file("docs/a.", "shown");
    assertEquals(List.of("/docs/a."), paths(site()));
  }

  @Test
  void symbolicLinksAreFollowedToFilesThatAreServedThemselvesAndNowhereElse(@TempDir Path outside)
      throws IOException {
    Files.writeString(outside.resolve("secret.txt"), "s");
    file("a.html", "a");
    Files.createSymbolicLink(directory.resolve("b.txt"), outside.resolve("secret.txt"));
    Files.createSymbolicLink(directory.resolve("c"), outside);
    Files.createSymbolicLink(directory.resolve("d.html"), directory.resolve("a.html"));
    Files.createSymbolicLink(directory.resolve("e"), directory);
    Files.createSymbolicLink(directory.resolve("f"), directory.resolve("nowhere"));
    file(".htpasswd", "s");
    Files.createSymbolicLink(directory.resolve("g.txt"), directory.resolve(".htpasswd"));
    assertEquals(List.of("/a.html", "/d.html"), paths(site()));
  }

  @Test
  void aSiteThatIsTooLargeIsRefusedWithBothFigures() throws IOException {
    file("a.html", "12345");
    file("b.html", "12345");
    assertEquals(2, Site.load(directory, 10).resources().size());
    String refused = assertThrows(IOException.class, () -> Site.load(directory, 9)).getMessage();
    assertTrue(refused.startsWith("expected a site of at most 9 bytes, found more in "), refused);
  }

  @Test
  void theDirectoryItselfMayBeASymbolicLinkOrHidden() throws IOException {
    file(".hidden/a.html", "a");
    Path hidden = directory.resolve(".hidden");
    assertEquals(List.of("/a.html"), paths(Site.load(hidden)));
    Path link = Files.createSymbolicLink(directory.resolve("link"), hidden);
    assertEquals(List.of("/a.html"), paths(Site.load(link)));
  }

  @Test
  void aMissingDirectoryIsAnErrorThatNamesIt() throws IOException {
    file("a.html", "a");
    for (String path : List.of("missing", "a.html")) {
      Path missing = directory.resolve(path);
      var failure = assertThrows(IOException.class, () -> Site.load(missing));
      assertEquals("expected a directory to serve, found none at " + missing, failure.getMessage());
    }
  }

  @Test
  void anEmptyDirectoryIsAnEmptySite() throws IOException {
    Site site = site();
    assertEquals(List.of(), site.resources());
    assertEquals(0, site.totalBytes());
    assertNull(site.find("/"));
  }

  @Test
  void pathsOfTheSameHashAreToldApart() throws IOException {
    // "Aa" and "BB" have the same hash, so all of these meet in the table.
    List<String> names = List.of("AaAaAa", "AaAaBB", "AaBBAa", "AaBBBB", "BBAaAa", "BBAaBB");
    for (String name : names) {
      file(name, name);
    }
    Site site = site();
    for (String name : names) {
      assertEquals(name, text(found(site, "/" + name)));
    }
    assertNull(site.find("/BBBBAa"));
    assertNull(site.find("/BBBBBB"));
  }

  @Test
  void manyFilesAreAllFoundAndNothingElse() throws IOException {
    for (int i = 0; i < 300; i++) {
      file(i + "/index.html", "" + i);
    }
    Site site = site();
    for (int i = 0; i < 300; i++) {
      assertEquals("" + i, text(found(site, "/" + i + "/")));
      assertSame(site.find("/" + i + "/"), site.find("/" + i + "/index.html"));
      for (String wrong : List.of("/" + i, "/" + i + "/index.htm", "/" + i + "/index.html/")) {
        assertNull(site.find(wrong), wrong);
      }
    }
    assertNull(site.find("/300/"));
  }

  @Test
  void onlyTheRangeIsLookedAt() throws IOException {
    file("a.html", "a");
    Site site = site();
    byte[] bytes = "x/a.htmlx".getBytes(StandardCharsets.US_ASCII);
    assertSame(site.find("/a.html"), site.find(bytes, 1, bytes.length - 1));
    assertNull(site.find(bytes, 1, bytes.length));
    assertNull(site.find(bytes, 0, bytes.length - 1));
    assertNull(site.find(bytes, 1, bytes.length - 2));
    assertNull(site.find(bytes, 1, 1));
  }

  @Test
  void findingAllocatesNothing() throws IOException {
    file("a.html", "a");
    Site site = site();
    byte[] hit = "/a.html".getBytes(StandardCharsets.US_ASCII);
    byte[] miss = "/b.html".getBytes(StandardCharsets.US_ASCII);
    Allocation.assertNone(
        () -> {
          if (site.find(hit, 0, hit.length) == null || site.find(miss, 0, miss.length) != null) {
            throw new AssertionError("expected a hit and a miss");
          }
        });
  }

  @Test
  void theEntityTagTellsTheContentAndNothingElse() throws IOException {
    file("a", "same");
    file("b", "same");
    file("c", "Same");
    Site site = site();
    String etag = found(site, "/a").etag();
    assertTrue(etag.matches("\"[0-9a-f]{16}\""), etag);
    assertEquals(etag, found(site, "/b").etag());
    assertNotEquals(etag, found(site, "/c").etag());
  }

  @Test
  void theModificationTimeIsToTheSecond() throws IOException {
    file("a", "a");
    Instant modified = Instant.parse("1994-11-06T08:49:37.9Z");
    Files.setLastModifiedTime(directory.resolve("a"), FileTime.from(modified));
    assertEquals(Instant.parse("1994-11-06T08:49:37Z"), found(site(), "/a").lastModified());
  }

  /** RFC 9110 section 8.8.2.1. */
  @Test
  void aFileFromTheFutureIsAsOldAsTheSite() throws IOException {
    file("a", "");
    Instant before = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    Instant future = before.plus(Duration.ofDays(10_000));
    Files.setLastModifiedTime(directory.resolve("a"), FileTime.from(future));
    Instant found = found(site(), "/a").lastModified();
    assertFalse(found.isBefore(before), () -> "found " + found);
    assertFalse(found.isAfter(Instant.now()), () -> "found " + found);
  }

  @Test
  void aLoadedSiteDoesNotChange() throws IOException {
    file("a", "before");
    Site site = site();
    file("a", "after");
    Resource resource = found(site, "/a");
    assertArrayEquals(
        "before".getBytes(StandardCharsets.US_ASCII),
        resource.body().toArray(ValueLayout.JAVA_BYTE));
    assertTrue(resource.body().isReadOnly());
  }

  @ParameterizedTest
  @CsvSource({
    "a.html, text/html; charset=utf-8",
    "a.HTML, text/html; charset=utf-8",
    "a.b.css, text/css; charset=utf-8",
    "a.js, text/javascript; charset=utf-8",
    "a.png, image/png",
    "favicon.ico, image/x-icon",
    "a.json, application/json",
    "a.unknown, application/octet-stream",
    "html, application/octet-stream",
    "a.html/b, application/octet-stream"
  })
  void theContentTypeFollowsTheExtension(String path, String type) throws IOException {
    file(path, "");
    assertEquals(type, found(site(), "/" + path).contentType());
  }
}
