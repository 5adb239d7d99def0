package io.nightjar.ingest.identity;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;

/** As much of an OpenID Connect provider as verifying its tokens takes: discovery and keys. */
public final class OpenIdProvider implements AutoCloseable {
  private static final String DISCOVERY = "/.well-known/openid-configuration";

  private final HttpServer server;
  private final RsaJsonWebKey key;

  private OpenIdProvider(HttpServer server, RsaJsonWebKey key) {
    this.server = server;
    this.key = key;
  }

  /** A provider on a free port. */
  public static OpenIdProvider start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    OpenIdProvider provider = new OpenIdProvider(server, newKey());
    String issuer = provider.issuer();
    String discovery =
        """
        {"issuer":"ISSUER","jwks_uri":"ISSUER/keys","token_endpoint":"ISSUER/token",
        "authorization_endpoint":"ISSUER/auth","response_types_supported":["code"],
        "subject_types_supported":["public"],"id_token_signing_alg_values_supported":["RS256"]}"""
            .replace("ISSUER", issuer);
    provider.serve(DISCOVERY, discovery);
    provider.serve(
        "/keys", new JsonWebKeySet(provider.key).toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY));
    server.start();
    return provider;
  }

  private void serve(String path, String json) {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    server.createContext(
        path,
        exchange -> {
          try (exchange) {
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
          }
        });
  }

  private static RsaJsonWebKey newKey() {
    try {
      RsaJsonWebKey key = RsaJwkGenerator.generateJwk(2048);
      key.setKeyId("provider");
      return key;
    } catch (JoseException e) {
      throw new AssertionError(e);
    }
  }

  /** Its address, which its tokens name. */
  public String issuer() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** A token of this provider for ten minutes. */
  public String token(String subject, String... roles) {
    return token(key, subject, 10, roles);
  }

  /** One that is over. */
  public String expired(String subject) {
    return token(key, subject, -10);
  }

  /** One that somebody else has signed in its name. */
  public String forged(String subject, String... roles) {
    return token(newKey(), subject, 10, roles);
  }

  private String token(RsaJsonWebKey signer, String subject, int minutes, String... roles) {
    JwtClaims claims = new JwtClaims();
    claims.setIssuer(issuer());
    claims.setSubject(subject);
    claims.setClaim("realm_access", Map.of("roles", List.of(roles)));
    claims.setIssuedAt(NumericDate.fromSeconds(NumericDate.now().getValue() - 1_200));
    claims.setExpirationTimeMinutesInTheFuture(minutes);
    JsonWebSignature signature = new JsonWebSignature();
    signature.setPayload(claims.toJson());
    signature.setAlgorithmHeaderValue("RS256");
    signature.setKeyIdHeaderValue("provider");
    signature.setKey(signer.getPrivateKey());
    try {
      return signature.getCompactSerialization();
    } catch (JoseException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
