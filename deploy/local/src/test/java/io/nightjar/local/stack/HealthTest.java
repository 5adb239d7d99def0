package io.nightjar.local.stack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers as MicroProfile Health 4.0 has them. */
class HealthTest {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "200 | {'status':'UP','checks':[{'name':'pipeline','status':'UP'}]} | true | \"\"",
        "503 | {'status':'DOWN','checks':[{'name':'live','status':'UP'},"
            + "{'name':'pipeline','status':'DOWN','data':{'cause':'the store does not answer'}}]}"
            + " | false | the store does not answer",
        "503 | {'status':'DOWN','checks':[{'name':'consumer','status':'DOWN','data':{'state':'STARTING'}}]}"
            + " | false | consumer is down: state STARTING",
        "503 | {'status':'DOWN'} | false | its health answers 503"
      })
  void aServiceIsAsItsChecksSay(int status, String body, boolean ready, String cause)
      throws Exception {
    HttpServer server = HttpServer.create(new InetSocketAddress(LOOPBACK, 0), 0);
    server.createContext(
        "/q/health",
        exchange -> {
          byte[] json = body.replace('\'', '"').getBytes(UTF_8);
          exchange.sendResponseHeaders(status, json.length);
          exchange.getResponseBody().write(json);
          exchange.close();
        });
    server.start();
    try {
      URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());

      Condition condition = new Health().of(address);

      assertThat(condition).isEqualTo(new Condition(ready, cause));
    } finally {
      server.stop(0);
    }
  }

  @Test
  void whatDoesNotListenIsNamedByItsAddress() throws Exception {
    int port;
    try (ServerSocket closed = new ServerSocket(0, 1, LOOPBACK)) {
      port = closed.getLocalPort();
    }

    Condition broker = Health.ofBroker(URI.create("kafka://127.0.0.1:" + port));

    assertThat(broker.ready()).isFalse();
    assertThat(broker.cause()).contains("does not answer on 127.0.0.1:" + port);
    assertThat(new Health().ofStore(URI.create("http://127.0.0.1:" + port)).ready()).isFalse();
  }
}
