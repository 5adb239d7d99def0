package io.nightjar.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The loader itself judges the stubs of this machine, see {@link FfmpegInstallationTest}; here the
 * others.
 */
class StubLibraryTest {

  /** Values of binutils' hash tables. */
  @ParameterizedTest
  @CsvSource({"'', 0", "exit, 6cf04", "printf, 77905a6", "syscall, b09985c"})
  void hashesNamesAsTheSystemVAbiSays(String name, String hash) {
    assertThat(StubLibrary.elfHash(name)).isEqualTo(Integer.parseInt(hash, 16));
  }

  /** e_machine, at byte 18, is 62 for x86-64 and 183 for AArch64. */
  @ParameterizedTest
  @CsvSource({"X86_64, 62, 31c0c3", "AARCH64, 183, 000080d2c0035fd6"})
  void isForItsMachine(StubLibrary.Machine machine, int number, String code) {
    byte[] elf = new StubLibrary("libx.so.1", "", List.of("f"), machine).toElf();

    ByteBuffer header = ByteBuffer.wrap(elf).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(header.getInt(0)).isEqualTo(0x464c457f);
    assertThat(header.getShort(18)).isEqualTo((short) number);
    assertThat(HexFormat.of().formatHex(elf)).contains(code);
  }

  @Test
  void namesItsFunctionsAndItsVersion() {
    byte[] elf =
        new StubLibrary(
                "libx.so.1", "X_1.0", List.of("first", "second"), StubLibrary.Machine.X86_64)
            .toElf();

    assertThat(new String(elf, StandardCharsets.ISO_8859_1))
        .contains("\0libx.so.1\0X_1.0\0first\0second\0");
  }

  @Test
  void everyLinuxPlatformHasItsStubs() {
    assertThat(Platform.LINUX_ARM64.stubs())
        .extracting(StubLibrary::soname)
        .containsExactly("libavdevice.so.62", "libva.so.2", "libva-drm.so.2", "libdrm.so.2");
    assertThat(Platform.MACOSX_ARM64.stubs()).isEmpty();
  }
}
