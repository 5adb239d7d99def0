package io.nightjar.thermal.preview.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.nightjar.cptv.CptvLimits;
import io.nightjar.imaging.Palette;
import io.nightjar.media.FfmpegInstallation;
import io.nightjar.media.ProcessLimits;
import io.nightjar.media.VideoEncoder;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people look at previews with: a browser, where the machine has Chromium. */
@Timeout(300)
@Tag("process")
class BrowserPlaybackTest {
  private static final PreviewParameters INFERNO =
      new PreviewParameters(320, Palette.INFERNO, PreviewParameters.USUAL_QUANTISER, false, false);

  /** Plays the video, and sends what came of it to the server. */
  private static final String PAGE =
      """
      <!doctype html>
      <video muted autoplay src="/preview.mp4"></video>
      <script>
        const video = document.querySelector("video");
        const tell = text => fetch("/told", {method: "POST", body: text});
        video.onended = () => tell(
            `${video.videoWidth} x ${video.videoHeight}, ${video.duration} s, at ${video.currentTime} s`);
        video.onerror = () => tell(`error ${video.error.code}: ${video.error.message}`);
      </script>
      """;

  private final CompletableFuture<String> told = new CompletableFuture<>();

  @TempDir private Path folder;

  private HttpServer server;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/", exchange -> answer(exchange, "text/html", PAGE.getBytes(StandardCharsets.UTF_8)));
    server.createContext(
        "/preview.mp4",
        exchange -> answer(exchange, "video/mp4", Files.readAllBytes(folder.resolve("a.mp4"))));
    server.createContext("/told", this::hear);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  /**
   * 45 frames, 9 of them a second; frames of 160 × 120 are shown twice as large, or, as coarse as
   * can be, as they are and with a picture for every nine.
   */
  @ParameterizedTest
  @CsvSource({"30000, 320 x 240", "1, 160 x 120"})
  void aPreviewPlaysInABrowserToItsEnd(long mostBytes, String size) throws Exception {
    Optional<Path> chromium = chromium();
    assumeThat(chromium).as("chromium").isPresent();
    byte[] clip =
        Clip.of(160, 120, 1, 45, (frame, x, y) -> x >= frame && x < frame + 20 ? 3200 : 3000);
    render(clip, mostBytes);

    String result = played(chromium.orElseThrow());

    assertThat(result).isEqualTo(size + ", 5 s, at 5 s");
  }

  private String played(Path chromium) throws Exception {
    Process browser =
        new ProcessBuilder(
                chromium.toString(),
                "--headless=new",
                "--no-sandbox", // it has none where tests run as root
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--autoplay-policy=no-user-gesture-required",
                "--user-data-dir=" + folder.resolve("profile"),
                "http://127.0.0.1:" + server.getAddress().getPort() + "/")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("chromium.log").toFile())
            .start();
    var _ = browser.onExit().thenRun(() -> told.complete("the browser ended"));
    try {
      return told.get(2, TimeUnit.MINUTES);
    } finally {
      List<ProcessHandle> children = browser.descendants().toList();
      browser.destroy(); // so that it ends its children, and writes no profile any more
      if (!browser.waitFor(20, TimeUnit.SECONDS)) {
        browser.destroyForcibly().waitFor();
      }
      children.forEach(ProcessHandle::destroyForcibly);
      CompletableFuture.allOf(
              children.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new))
          .get(20, TimeUnit.SECONDS);
    }
  }

  private void render(byte[] clip, long mostBytes) throws IOException {
    PreviewRenderer.Order order =
        new PreviewRenderer.Order(
            () -> new ByteArrayInputStream(clip),
            FrameRange.ALL,
            INFERNO,
            Optional.empty(),
            BoxSource.NONE,
            PreviewRenderer.Bounds.ofBytes(mostBytes));
    VideoEncoder encoder = new VideoEncoder(FfmpegInstallation.bundled(), ProcessLimits.DEFAULT);
    new PreviewRenderer(encoder, CptvLimits.DEFAULT)
        .render(order, folder.resolve("a.mp4"), new PreviewRenderer.Meter(_ -> {}, _ -> {}));
  }

  private void hear(HttpExchange exchange) throws IOException {
    told.complete(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    answer(exchange, "text/plain", new byte[] {'k'});
  }

  private static void answer(HttpExchange exchange, String mediaType, byte[] body)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", mediaType);
    exchange.sendResponseHeaders(200, body.length);
    try (var out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  private static Optional<Path> chromium() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
        .map(folder -> Path.of(folder, "chromium"))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
