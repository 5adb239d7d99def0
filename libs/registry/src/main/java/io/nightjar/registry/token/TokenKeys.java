package io.nightjar.registry.token;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.PrivateKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/**
 * The keys of tokens: a JSON Web Key Set (RFC 7517) of keys on the curve P-256. The first private
 * one signs, all verify: to change the key, put a new one in front, and take the old one away when
 * the tokens that it signed are replaced. Immutable.
 */
public final class TokenKeys {
  private static final int LARGEST_FILE = 256 * 1024;

  private final List<EllipticCurveJsonWebKey> keys;

  private TokenKeys(List<EllipticCurveJsonWebKey> keys) {
    this.keys = List.copyOf(keys);
  }

  /** One new key. */
  public static TokenKeys generate() {
    try {
      EllipticCurveJsonWebKey key = EcJwkGenerator.generateJwk(EllipticCurves.P256);
      name(key);
      return new TokenKeys(List.of(key));
    } catch (JoseException e) {
      throw new IllegalStateException("P-256 is part of every Java", e);
    }
  }

  /**
   * Reads a file.
   *
   * @throws IllegalArgumentException naming the file if it is no set of P-256 keys with a private
   *     one among them; the message quotes none of it
   */
  public static TokenKeys read(Path file) throws IOException {
    if (Files.size(file) > LARGEST_FILE) {
      throw new IllegalArgumentException(file + " is too large for a set of keys");
    }
    try {
      return of(Files.readString(file));
    } catch (JoseException | ClassCastException | IllegalArgumentException e) {
      // Without the cause, which may quote a key.
      throw new IllegalArgumentException(
          file
              + " must be a JSON Web Key Set of P-256 keys with different ids, one at least private");
    }
  }

  private static TokenKeys of(String json) throws JoseException {
    List<EllipticCurveJsonWebKey> keys = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (JsonWebKey each : new JsonWebKeySet(json).getJsonWebKeys()) {
      EllipticCurveJsonWebKey key = (EllipticCurveJsonWebKey) each;
      name(key);
      if (!key.getCurveName().equals(EllipticCurves.P_256) || !ids.add(key.getKeyId())) {
        throw new IllegalArgumentException("another curve, or the same key twice");
      }
      prove(key);
      keys.add(key);
    }
    if (keys.stream().allMatch(key -> key.getPrivateKey() == null)) {
      throw new IllegalArgumentException("no private key");
    }
    return new TokenKeys(keys);
  }

  /**
   * Signs with a private key and verifies with its public half: halves that do not belong together
   * would be found out by the first caller otherwise.
   */
  private static void prove(EllipticCurveJsonWebKey key) throws JoseException {
    if (key.getPrivateKey() == null) {
      return;
    }
    JsonWebSignature signed = new JsonWebSignature();
    signed.setPayload("a trial");
    signed.setAlgorithmHeaderValue(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
    signed.setKey(key.getPrivateKey());
    JsonWebSignature read = new JsonWebSignature();
    read.setCompactSerialization(signed.getCompactSerialization());
    read.setKey(key.getPublicKey());
    if (!read.verifySignature()) {
      throw new IllegalArgumentException("the halves of a key do not belong together");
    }
  }

  /** A key without an id is called by its thumbprint (RFC 7638). */
  private static void name(EllipticCurveJsonWebKey key) {
    if (key.getKeyId() == null) {
      key.setKeyId(key.calculateBase64urlEncodedThumbprint("SHA-256"));
    }
    key.setAlgorithm(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
    key.setUse("sig");
  }

  /** The same keys behind a new one, which signs from then on. */
  public TokenKeys rotated() {
    List<EllipticCurveJsonWebKey> all = new ArrayList<>(generate().keys);
    all.addAll(keys);
    return new TokenKeys(all);
  }

  /**
   * Writes a file that only its owner may read; what stood there is replaced at once.
   *
   * @throws IOException if that fails; what stood there still does
   */
  public void write(Path file) throws IOException {
    Path draft = file.resolveSibling(file.getFileName() + ".draft");
    Files.deleteIfExists(draft);
    Files.createFile(
        draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.write(
        draft,
        json(JsonWebKey.OutputControlLevel.INCLUDE_PRIVATE).getBytes(StandardCharsets.UTF_8),
        StandardOpenOption.WRITE);
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** The public halves as a JSON Web Key Set. */
  public String publicJson() {
    return json(JsonWebKey.OutputControlLevel.PUBLIC_ONLY);
  }

  private String json(JsonWebKey.OutputControlLevel level) {
    return new JsonWebKeySet(keys).toJson(level) + "\n";
  }

  String signingKeyId() {
    return signing().getKeyId();
  }

  PrivateKey signingKey() {
    return Optional.ofNullable(signing().getPrivateKey()).orElseThrow();
  }

  private EllipticCurveJsonWebKey signing() {
    return keys.stream().filter(key -> key.getPrivateKey() != null).findFirst().orElseThrow();
  }
}
