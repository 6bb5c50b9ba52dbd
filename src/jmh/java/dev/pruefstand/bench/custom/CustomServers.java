package dev.pruefstand.bench.custom;

import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/** Those that the class path has to offer. */
public final class CustomServers {
  private CustomServers() {}

  /** All of them, in the order of the class path. */
  public static List<CustomServer> all() {
    return ServiceLoader.load(CustomServer.class).stream()
        .map(ServiceLoader.Provider::get)
        .toList();
  }

  /** The one with that label; empty if there is none. */
  public static Optional<CustomServer> of(String label) {
    return all().stream().filter(each -> each.label().equals(label)).findFirst();
  }
}
