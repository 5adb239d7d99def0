package io.nightjar.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArgumentsTest {
  private static final Map<String, String> KEYS =
      Map.of("NIGHTJAR_STORE_ACCESS_KEY", "a", "NIGHTJAR_STORE_SECRET_KEY", "b");

  @Test
  void bothPartsRunOnFreePortsUnlessToldOtherwise() {
    Arguments arguments = Arguments.parse(List.of("--data", "/d"), KEYS);

    assertThat(arguments.parts()).containsExactlyInAnyOrder(Part.KAFKA, Part.S3);
    assertThat(arguments.kafkaPort()).isZero();
    assertThat(arguments.s3Port()).isZero();
    assertThat(arguments.accessKey()).isEqualTo("a");
    assertThat(arguments.secretKey()).isEqualTo("b");
  }

  @Test
  void theStoreListensOnTheLoopbackAddressUnlessToldOtherwise() {
    Arguments usual = Arguments.parse(List.of("--data", "/d"), KEYS);
    Arguments told = Arguments.parse(List.of("--data", "/d", "--s3-host", "0.0.0.0"), KEYS);

    assertThat(usual.s3Host()).isEqualTo("127.0.0.1");
    assertThat(told.s3Host()).isEqualTo("0.0.0.0");
  }

  @Test
  void theBrokerAloneNeedsNoKeys() {
    assertThat(Arguments.parse(List.of("--data", "/d", "--parts", "kafka"), Map.of()).parts())
        .containsExactly(Part.KAFKA);
  }

  @Test
  void theStoreNeedsKeysFromTheEnvironment() {
    assertThatThrownBy(() -> Arguments.parse(List.of("--data", "/d"), Map.of()))
        .isInstanceOf(RefusedStart.class)
        .hasMessageContaining("NIGHTJAR_STORE_ACCESS_KEY");
  }

  @ParameterizedTest
  @CsvSource({
    "--kafka-port, 65536",
    "--kafka-port, -1",
    "--s3-port, http",
    "--s3-host, everywhere",
    "--parts, redis",
    "--parts, ''",
    "--bucket, Not/A/Bucket",
    "--verbose, yes",
    "--ready-file,",
  })
  void whatCannotBeMeantIsRefusedByName(String name, String value) {
    List<String> arguments =
        value == null ? List.of("--data", "/d", name) : List.of("--data", "/d", name, value);

    assertThatThrownBy(() -> Arguments.parse(arguments, KEYS))
        .isInstanceOf(RefusedStart.class)
        .hasMessageContaining(name)
        .hasMessageContaining("usage:");
  }
}
