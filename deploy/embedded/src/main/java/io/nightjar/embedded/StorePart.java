package io.nightjar.embedded;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;

/** An S3 server (signature version 4, path-style) on the loopback address, over a folder. */
final class StorePart implements AutoCloseable {
  private final S3Proxy server;

  private StorePart(S3Proxy server) {
    this.server = server;
  }

  /** Starts the server; returns when it takes requests. */
  static StorePart start(Path folder, Arguments arguments) throws Exception {
    int port = LoopbackPorts.choose(Part.S3, arguments.s3Port());
    Path root = Files.createDirectories(folder);
    FolderFitness.check(root);
    Leftovers.sweep(root);
    if (arguments.bucket().isPresent()) {
      Files.createDirectories(root.resolve(arguments.bucket().get()));
    }
    S3Proxy server =
        S3Proxy.builder()
            .blobStore(new FolderStore(root))
            .endpoint(URI.create("http://" + arguments.s3Host() + ":" + port))
            .awsAuthentication(
                AuthenticationType.AWS_V4, arguments.accessKey(), arguments.secretKey())
            .jettyMaxThreads(64)
            .stopTimeout(5_000)
            .build();
    server.start();
    return new StorePart(server);
  }

  String endpoint() {
    return "http://" + LoopbackPorts.HOST + ":" + server.getPort();
  }

  @Override
  public void close() throws IOException {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IOException("the S3 server did not stop cleanly", e);
    }
  }
}
