package io.nightjar.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nightjar.pipeline.identity.DeviceIdentity;
import io.nightjar.registry.token.Enrolment;
import io.nightjar.registry.token.TokenKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPrivateKeySpec;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Tokens of devices that are registered, and tokens as RFC 7519 says, made by hand. */
public final class DeviceTokensFor {
  private static final Map<DeviceIdentity, String> GIVEN = new ConcurrentHashMap<>();

  private DeviceTokensFor() {}

  /** Another store knows none of those devices. */
  static void forget() {
    GIVEN.clear();
  }

  /** A token for a device of a group, which is registered if it is not yet. */
  public static String device(String group, String device) {
    return GIVEN.computeIfAbsent(new DeviceIdentity(group, device), DeviceTokensFor::enrolled);
  }

  private static String enrolled(DeviceIdentity identity) {
    try {
      TokenKeys keys = TokenKeys.read(LocalInfrastructure.keysFile());
      return Enrolment.device(LocalInfrastructure.store(), keys, identity);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A token with any claims, signed with the first key of the service. */
  public static String token(String claims) {
    return token(claims, LocalInfrastructure.keysFile());
  }

  /** A token with any claims, signed with the first key of a file. */
  public static String token(String claims, Path keysFile) {
    try {
      JsonNode key = new ObjectMapper().readTree(Files.readString(keysFile)).get("keys").get(0);
      String header = "{\"alg\":\"ES256\",\"kid\":\"" + key.get("kid").asText() + "\"}";
      String signed = encoded(header) + "." + encoded(claims);
      // RFC 7518, section 3.4: the two numbers of the signature one after the other.
      Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
      signature.initSign(privateKey(key.get("d").asText()));
      signature.update(signed.getBytes(StandardCharsets.US_ASCII));
      return signed + "." + encoded(signature.sign());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static PrivateKey privateKey(String d) throws GeneralSecurityException {
    AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
    parameters.init(new ECGenParameterSpec("secp256r1"));
    BigInteger number = new BigInteger(1, Base64.getUrlDecoder().decode(d));
    return KeyFactory.getInstance("EC")
        .generatePrivate(
            new ECPrivateKeySpec(number, parameters.getParameterSpec(ECParameterSpec.class)));
  }

  /** Base64url without padding. */
  public static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static String encoded(String text) {
    return encoded(text.getBytes(StandardCharsets.UTF_8));
  }
}
