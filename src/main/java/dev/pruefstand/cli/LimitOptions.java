package dev.pruefstand.cli;

import dev.pruefstand.http.Limits;
import java.time.Duration;
import picocli.CommandLine.Option;

/** What a client may ask of a server, as options. The defaults are those of {@link Limits}. */
final class LimitOptions {
  @Option(
      names = "--max-line",
      paramLabel = "SIZE",
      defaultValue = "8k",
      converter = SizeConverter.class,
      description = "Longest request line; beyond it 414. Default: ${DEFAULT-VALUE}.")
  private long lineBytes;

  @Option(
      names = "--max-header",
      paramLabel = "SIZE",
      defaultValue = "16k",
      converter = SizeConverter.class,
      description = "All header fields together; beyond it 431. Default: ${DEFAULT-VALUE}.")
  private long headerBytes;

  @Option(
      names = "--max-fields",
      paramLabel = "N",
      defaultValue = "100",
      description = "Most header fields; beyond it 431. Default: ${DEFAULT-VALUE}.")
  private int headerFields;

  @Option(
      names = "--max-body",
      paramLabel = "SIZE",
      defaultValue = "1m",
      converter = SizeConverter.class,
      description = "Largest request body; beyond it 413. Default: ${DEFAULT-VALUE}.")
  private long bodyBytes;

  @Option(
      names = "--request-time",
      paramLabel = "TIME",
      defaultValue = "10s",
      converter = DurationConverter.class,
      description =
          "From a request's first byte to its last; beyond it 408. Default: ${DEFAULT-VALUE}.")
  private @SuppressWarnings("NullAway.Init") Duration request;

  @Option(
      names = "--idle-time",
      paramLabel = "TIME",
      defaultValue = "30s",
      converter = DurationConverter.class,
      description = "How long a connection may stay without a request. Default: ${DEFAULT-VALUE}.")
  private @SuppressWarnings("NullAway.Init") Duration idle;

  @Option(
      names = "--write-time",
      paramLabel = "TIME",
      defaultValue = "30s",
      converter = DurationConverter.class,
      description = "How long a client may take none of an answer. Default: ${DEFAULT-VALUE}.")
  private @SuppressWarnings("NullAway.Init") Duration write;

  @Option(
      names = "--max-connections",
      paramLabel = "N",
      defaultValue = "20000",
      description = "Most connections at a time; further ones wait. Default: ${DEFAULT-VALUE}.")
  private int connections;

  /**
   * The limits.
   *
   * @throws IllegalArgumentException if one of them is out of its range
   */
  Limits limits() {
    return new Limits(
        Math.toIntExact(Math.min(lineBytes, Integer.MAX_VALUE)),
        Math.toIntExact(Math.min(headerBytes, Integer.MAX_VALUE)),
        headerFields,
        bodyBytes,
        request,
        idle,
        write,
        connections);
  }
}
