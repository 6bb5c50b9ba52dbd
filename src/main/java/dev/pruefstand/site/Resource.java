package dev.pruefstand.site;

import java.lang.foreign.MemorySegment;
import java.time.Instant;

/**
 * A file in memory.
 *
 * @param index its number within the site, from 0 without gaps
 * @param path what a request calls it, {@code /page.html}
 * @param body read-only native memory, freed by the garbage collector when nobody can reach it
 * @param etag a strong entity tag, quotes included: the beginning of the body's SHA-256
 * @param lastModified to the second, as HTTP tells it
 */
public record Resource(
    int index,
    String path,
    String contentType,
    MemorySegment body,
    String etag,
    Instant lastModified) {}
