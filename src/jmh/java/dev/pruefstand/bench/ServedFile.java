package dev.pruefstand.bench;

import dev.pruefstand.penetrator.Expectation;
import dev.pruefstand.site.Resource;
import dev.pruefstand.site.Site;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;

/** The site that contenders serve, and the file of it that is requested. */
record ServedFile(Site site, Resource file) {
  /** The folder that all contenders serve. */
  static final Path SITE = Path.of("www");

  /** A file of {@code www/}. */
  static ServedFile of(String resource) throws IOException {
    Site site = Site.load(SITE);
    Resource file = site.find("/" + resource);
    if (file == null) {
      throw new IllegalArgumentException(
          "expected a file of www/ as the parameter resource, found " + resource);
    }
    return new ServedFile(site, file);
  }

  /** What every answer is held against. */
  Expectation expectation() {
    return Expectation.of(file.body().toArray(ValueLayout.JAVA_BYTE));
  }
}
