package dev.pruefstand.bench.peer;

import dev.pruefstand.bench.leash.Accepting;
import dev.pruefstand.site.Resource;
import java.util.stream.Collectors;

/**
 * What nginx is told: the site's own media types, one worker, no log, and what its documentation
 * advises for files: sendfile with tcp_nopush, and descriptors kept open.
 *
 * <p>Source: nginx documentation, ngx_core_module and ngx_http_core_module.
 */
final class NginxConfig {
  private NginxConfig() {}

  /**
   * The text of {@code nginx.conf}.
   *
   * @param port where to listen; nginx cannot tell which it has chosen, so it is not 0
   */
  static String text(PeerConfig config, int port) {
    String types =
        config.site().resources().stream()
            .collect(
                Collectors.toMap(NginxConfig::extension, Resource::contentType, (one, same) -> one))
            .entrySet()
            .stream()
            .map(entry -> "    \"%s\" %s;".formatted(entry.getValue(), entry.getKey()))
            .sorted()
            .collect(Collectors.joining("\n"));
    return """
    %s
    daemon off;
    worker_processes 1;
    worker_rlimit_nofile %d;
    pid nginx.pid;
    error_log error.log;
    events {
      worker_connections %d;
    }
    http {
      access_log off;
      sendfile on;
      tcp_nopush on;
      open_file_cache max=1000;
      open_file_cache_valid 600s;
      keepalive_requests 100000000;
      client_body_temp_path temporary;
      proxy_temp_path temporary;
      fastcgi_temp_path temporary;
      uwsgi_temp_path temporary;
      scgi_temp_path temporary;
      types {
    %s
      }
      server {
        listen %s:%d backlog=%d%s;
        root "%s";
      }
    }
    """
        .formatted(
            user(),
            2 * PeerConfig.CONNECTIONS,
            PeerConfig.CONNECTIONS,
            types,
            config.address().getHostString(),
            port,
            PeerConfig.BACKLOG,
            Accepting.isDeferred() ? " deferred" : "",
            config.www());
  }

  /** Root's nginx would otherwise serve as somebody who may not read the site. */
  private static String user() {
    String name = System.getProperty("user.name");
    return name.equals("root") ? "user root;" : "# as " + name;
  }

  private static String extension(Resource file) {
    return file.path().substring(file.path().lastIndexOf('.') + 1);
  }
}
