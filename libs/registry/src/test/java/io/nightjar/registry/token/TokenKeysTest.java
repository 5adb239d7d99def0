package io.nightjar.registry.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import org.jose4j.jwk.RsaJwkGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenKeysTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  @Test
  void aFileIsForItsOwnerOnlyAndReadsBack() throws Exception {
    Path file = folder.resolve("keys.json");
    TokenKeys keys = TokenKeys.generate();

    keys.write(file);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(TokenKeys.read(file).signingKey()).isEqualTo(keys.signingKey());
    assertThat(keys.publicJson()).doesNotContain("\"d\"");
  }

  @Test
  void aNewKeySignsAndTheOneBeforeStillVerifies() throws Exception {
    TokenKeys before = TokenKeys.generate();

    TokenKeys after = before.rotated();

    assertThat(after.signingKeyId()).isNotEqualTo(before.signingKeyId());
    JsonNode keys = JSON.readTree(after.publicJson()).get("keys");
    assertThat(keys).hasSize(2);
    assertThat(keys.get(1).get("kid").asText()).isEqualTo(before.signingKeyId());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[]",
        "{\"keys\":[]}",
        "{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"super-secret\",\"y\":\"super-secret\"}]}",
        "{\"keys\":[{\"kty\":\"oct\",\"k\":\"super-secret\"}]}"
      })
  void whatIsNoSetOfKeysIsRefusedWithoutQuotingIt(String text) throws Exception {
    Path file = Files.writeString(folder.resolve("keys.json"), text);

    assertThatThrownBy(() -> TokenKeys.read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(file.toString())
        .hasMessageNotContaining("super-secret")
        .hasNoCause();
  }

  @Test
  void anotherKindOfKeyIsRefused() throws Exception {
    String rsa = RsaJwkGenerator.generateJwk(2048).toJson();
    Path file = Files.writeString(folder.resolve("keys.json"), "{\"keys\":[" + rsa + "]}");

    assertThatThrownBy(() -> TokenKeys.read(file)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aTokenSaysWhoseItIsAndWhichKeySignedIt() throws Exception {
    TokenKeys keys = TokenKeys.generate();
    Instant now = Instant.ofEpochSecond(1_700_000_000);
    TokenSigner signer = new TokenSigner(() -> keys, "nightjar", InstantSource.fixed(now));

    String token =
        signer
            .sign(
                new TokenSubject.Device(
                    new io.nightjar.pipeline.identity.DeviceIdentity("grp", "cam")),
                Instant.EPOCH,
                Duration.ofDays(1))
            .text();

    String[] parts = token.split("\\.", -1);
    assertThat(json(parts[0]))
        .isEqualTo(
            JSON.readTree(
                "{\"alg\":\"ES256\",\"typ\":\"JWT\",\"kid\":\"" + keys.signingKeyId() + "\"}"));
    assertThat(json(parts[1]))
        .isEqualTo(
            JSON.readTree(
                """
                {"iss":"nightjar","kind":"device","sub":"cam","group":"grp",
                "iat":1700000000,"exp":1700086400}"""));
  }

  @Test
  void everyTokenButADevicesHasAnIdOfItsOwn() {
    TokenKeys keys = TokenKeys.generate();
    Instant now = Instant.ofEpochSecond(1_700_000_000);
    TokenSigner signer = new TokenSigner(() -> keys, "nightjar", InstantSource.fixed(now));
    List<TokenSubject> subjects =
        List.of(
            new TokenSubject.Operator("root"),
            new TokenSubject.Operator("root"),
            new TokenSubject.Person("anna"),
            new TokenSubject.Reader("classifier", new ReadableGroups.All()),
            new TokenSubject.Reader(
                "classifier", new ReadableGroups.Named(List.of("cats", "all", "cats"))),
            new TokenSubject.Device(
                new io.nightjar.pipeline.identity.DeviceIdentity("grp", "cam")));

    List<ClaimedToken> read =
        subjects.stream()
            .map(subject -> signer.sign(subject, Instant.EPOCH, Duration.ofDays(1)).text())
            .map(token -> ClaimedToken.read(token).orElseThrow())
            .toList();

    assertThat(read).extracting(ClaimedToken::subject).isEqualTo(subjects);
    assertThat(read)
        .extracting(ClaimedToken::expiresAt)
        .containsOnly(Instant.ofEpochSecond(1_700_086_400));
    assertThat(read.stream().flatMap(token -> token.id().stream()).distinct()).hasSize(5);
    assertThat(read.getLast().id()).isEmpty();
  }

  @Test
  void aReadersTokenSaysWhatItReads() throws Exception {
    TokenKeys keys = TokenKeys.generate();

    String some =
        Enrolment.reader(
            keys, "bat", new ReadableGroups.Named(List.of("cats", "bats")), Duration.ofDays(1));
    String all = Enrolment.reader(keys, "bat", new ReadableGroups.All(), Duration.ofDays(1));

    assertThat(json(some.split("\\.", -1)[1]).get("kind").asText()).isEqualTo("reader");
    assertThat(json(some.split("\\.", -1)[1]).get("reads"))
        .isEqualTo(JSON.readTree("[\"bats\",\"cats\"]"));
    assertThat(json(all.split("\\.", -1)[1]).get("reads")).isEqualTo(JSON.readTree("\"all\""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "opaque", "a.b.c", "eyJhbGciOiJub25lIn0.e30."})
  void whatIsNoTokenOfOursNamesNobody(String text) {
    assertThat(ClaimedToken.read(text)).isEmpty();
  }

  private static JsonNode json(String part) throws Exception {
    return JSON.readTree(Base64.getUrlDecoder().decode(part));
  }
}
