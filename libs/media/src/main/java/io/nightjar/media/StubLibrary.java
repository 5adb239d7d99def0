package io.nightjar.media;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * A shared library for Linux that defines names and does nothing: each of its functions returns
 * zero.
 *
 * <p>FFmpeg's executables are linked with libavdevice, which is linked with the sound card and
 * screen libraries of a desktop (PulseAudio, ALSA, XCB), and libavutil with the graphics card's
 * (VA-API, DRM). A server has none of them, and then the loader refuses to start FFmpeg although
 * decoding a file never calls any. Stubs with the same names satisfy the loader. The layout follows
 * the System V ABI (gABI chapters 4 and 5) and, for symbol versions, the Linux Standard Base core
 * specification, chapter 10.7.
 *
 * @param soname the name under which the loader looks for it
 * @param version the one symbol version that it defines; empty if its symbols carry none
 * @param functions the functions that it defines
 * @param machine the processor
 */
record StubLibrary(String soname, String version, List<String> functions, Machine machine) {

  /** A processor: its ELF machine number and the code of a function that returns zero. */
  enum Machine {
    /** {@code xor eax, eax; ret}. */
    X86_64(62, "31c0c3"),
    /** {@code mov x0, #0; ret}. */
    AARCH64(183, "000080d2c0035fd6");

    private final int elfNumber;
    private final String returnZero;

    Machine(int elfNumber, String returnZero) {
      this.elfNumber = elfNumber;
      this.returnZero = returnZero;
    }

    private byte[] returnZero() {
      return HexFormat.of().parseHex(returnZero);
    }
  }

  private static final List<String> AVDEVICE_FUNCTIONS =
      List.of(
          "av_input_audio_device_next",
          "av_input_video_device_next",
          "av_output_audio_device_next",
          "av_output_video_device_next",
          "avdevice_configuration",
          "avdevice_free_list_devices",
          "avdevice_list_input_sources",
          "avdevice_list_output_sinks",
          "avdevice_register_all",
          "avdevice_version");

  private static final int ELF_HEADER = 64;
  private static final int PROGRAM_HEADER = 56;
  private static final int SYMBOL = 24;
  private static final int VERDEF = 20;
  private static final int VERDAUX = 8;

  /**
   * Segments lie this far apart in memory: the largest page size in use, so that each has its own
   * protection.
   */
  private static final long PAGE = 0x10000;

  private static final int READ = 4;
  private static final int WRITE = 2;
  private static final int EXECUTE = 1;

  StubLibrary {
    functions = List.copyOf(functions);
  }

  /**
   * The stubs that FFmpeg needs to start. Its executables bind at once, so libavdevice defines
   * every function that they name; its libraries bind when they call, which they never do here, so
   * the others define nothing but the version.
   */
  static List<StubLibrary> forFfmpeg(Machine machine) {
    return List.of(
        new StubLibrary("libavdevice.so.62", "LIBAVDEVICE_62", AVDEVICE_FUNCTIONS, machine),
        new StubLibrary("libva.so.2", "VA_API_0.33.0", List.of(), machine),
        new StubLibrary("libva-drm.so.2", "", List.of(), machine),
        new StubLibrary("libdrm.so.2", "", List.of(), machine));
  }

  /** The library as an ELF file, a few hundred bytes to two kilobytes. */
  byte[] toElf() {
    Strings strings = new Strings();
    int sonameIndex = strings.add(soname);
    int versionIndex = version.isEmpty() ? 0 : strings.add(version);
    int[] names = functions.stream().mapToInt(strings::add).toArray();
    byte[] stringTable = strings.toBytes();
    byte[] returnZero = machine.returnZero();
    int symbols = functions.size() + 1;

    int hash = ELF_HEADER + 5 * PROGRAM_HEADER;
    int symbolTable = align(hash + 4 * (2 + 1 + symbols), 8);
    int stringsAt = symbolTable + SYMBOL * symbols;
    int versionSymbols = align(stringsAt + stringTable.length, 2);
    int versionDefinitions = align(versionSymbols + 2 * symbols, 8);
    int code = align(versionDefinitions + 2 * (VERDEF + VERDAUX), 16);
    int dynamic = align(code + returnZero.length, 16);
    int dynamicSize = 16 * (version.isEmpty() ? 7 : 10);
    int end = dynamic + dynamicSize;
    long codeAddress = PAGE + code;
    long dynamicAddress = 2 * PAGE + dynamic;

    ByteBuffer elf = ByteBuffer.allocate(end).order(ByteOrder.LITTLE_ENDIAN);
    putElfHeader(elf);
    putProgramHeader(elf, 1, READ, 0, 0, code, PAGE);
    putProgramHeader(elf, 1, READ | EXECUTE, code, codeAddress, dynamic - code, PAGE);
    putProgramHeader(elf, 1, READ | WRITE, dynamic, dynamicAddress, dynamicSize, PAGE);
    putProgramHeader(elf, 2, READ | WRITE, dynamic, dynamicAddress, dynamicSize, 8);
    putProgramHeader(elf, 0x6474e551, READ | WRITE, 0, 0, 0, 16); // PT_GNU_STACK: not executable

    putHashTable(elf.position(hash), symbols);
    elf.position(symbolTable + SYMBOL); // symbol 0 is all zeros
    for (int name : names) {
      elf.putInt(name)
          .put((byte) 0x12)
          .put((byte) 0)
          .putShort((short) 1); // global function, defined
      elf.putLong(codeAddress).putLong(returnZero.length);
    }
    elf.position(stringsAt).put(stringTable);
    elf.position(versionSymbols + 2);
    for (int i = 1; i < symbols; i++) {
      elf.putShort((short) 2);
    }
    elf.position(versionDefinitions);
    putVersion(elf, 1, soname, sonameIndex, VERDEF + VERDAUX);
    putVersion(elf, 2, version, versionIndex, 0);
    elf.position(code).put(returnZero);

    elf.position(dynamic);
    elf.putLong(14).putLong(sonameIndex); // DT_SONAME
    elf.putLong(4).putLong(hash); // DT_HASH
    elf.putLong(5).putLong(stringsAt); // DT_STRTAB
    elf.putLong(6).putLong(symbolTable); // DT_SYMTAB
    elf.putLong(10).putLong(stringTable.length); // DT_STRSZ
    elf.putLong(11).putLong(SYMBOL); // DT_SYMENT
    if (!version.isEmpty()) {
      elf.putLong(0x6ffffffcL).putLong(versionDefinitions); // DT_VERDEF
      elf.putLong(0x6ffffffdL).putLong(2); // DT_VERDEFNUM
      elf.putLong(0x6ffffff0L).putLong(versionSymbols); // DT_VERSYM
    }
    elf.putLong(0).putLong(0); // DT_NULL
    return elf.array();
  }

  private void putElfHeader(ByteBuffer elf) {
    elf.put(
        new byte[] {
          0x7f, 'E', 'L', 'F', 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0
        }); // 64 bits, little-endian
    elf.putShort((short) 3).putShort((short) machine.elfNumber).putInt(1); // a shared object
    elf.putLong(0)
        .putLong(ELF_HEADER)
        .putLong(0)
        .putInt(0); // no entry; program headers follow; no sections
    elf.putShort((short) ELF_HEADER).putShort((short) PROGRAM_HEADER).putShort((short) 5);
    elf.putShort((short) 0).putShort((short) 0).putShort((short) 0);
  }

  private static void putProgramHeader(
      ByteBuffer elf, int type, int flags, long offset, long address, long size, long alignment) {
    elf.putInt(type).putInt(flags).putLong(offset).putLong(address).putLong(address);
    elf.putLong(size).putLong(size).putLong(alignment);
  }

  /**
   * One bucket that chains all symbols: with ten of them a search is short, and no hash has to be
   * computed.
   */
  private static void putHashTable(ByteBuffer elf, int symbols) {
    elf.putInt(1).putInt(symbols).putInt(symbols > 1 ? 1 : 0).putInt(0);
    for (int i = 1; i < symbols; i++) {
      elf.putInt(i + 1 < symbols ? i + 1 : 0);
    }
  }

  private static void putVersion(ByteBuffer elf, int index, String name, int nameIndex, int next) {
    int base = index == 1 ? 1 : 0;
    elf.putShort((short) 1).putShort((short) base).putShort((short) index).putShort((short) 1);
    elf.putInt(elfHash(name)).putInt(VERDEF).putInt(next);
    elf.putInt(nameIndex).putInt(0);
  }

  /** The hash function of the gABI, by which the loader compares the names of versions. */
  static int elfHash(String name) {
    int h = 0;
    for (byte b : name.getBytes(StandardCharsets.US_ASCII)) {
      h = (h << 4) + b;
      int high = h & 0xf0000000;
      h ^= high >>> 24;
      h &= ~high;
    }
    return h;
  }

  private static int align(int offset, int to) {
    return (offset + to - 1) / to * to;
  }

  /** A string table: names end with a zero byte, and the first one is empty. */
  private static final class Strings {
    private final List<byte[]> entries = new ArrayList<>();
    private int size = 1;

    int add(String name) {
      byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
      int index = size;
      entries.add(bytes);
      size += bytes.length + 1;
      return index;
    }

    byte[] toBytes() {
      ByteBuffer table = ByteBuffer.allocate(size).put((byte) 0);
      entries.forEach(entry -> table.put(entry).put((byte) 0));
      return table.array();
    }
  }
}
