package io.nightjar.bench.audio;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * FFTW in single precision, where it is installed: the C library that others are measured by.
 * Transforms {@value #BATCH} pieces, one after the other or in one plan, without window and power.
 */
@SuppressWarnings("restricted") // a C library can only be called without Java's guards
final class Fftw {
  static final int BATCH = 16;

  /** The library's path or name; as Debian's package libfftw3-single3 installs it. */
  static final String LIBRARY = System.getProperty("nightjar.fftw", "libfftw3f.so.3");

  private static final int MEASURE = 0;

  private final MethodHandle execute;
  private final MemorySegment plan;

  private Fftw(MethodHandle execute, MemorySegment plan) {
    this.execute = execute;
    this.plan = plan;
  }

  /**
   * Makes a plan.
   *
   * @param pieces transformed by one call
   * @return empty if FFTW is not installed
   */
  static Optional<Fftw> plan(int size, int pieces) {
    SymbolLookup library;
    try {
      library = SymbolLookup.libraryLookup(LIBRARY, Arena.global());
    } catch (IllegalArgumentException notInstalled) {
      return Optional.empty();
    }
    try {
      MemorySegment in = allocate(library, 4L * size * pieces);
      MemorySegment out = allocate(library, 8L * (size / 2 + 1) * pieces);
      MemorySegment length = Arena.global().allocateFrom(JAVA_INT, size);
      FunctionDescriptor ofPlan =
          FunctionDescriptor.of(
              ADDRESS, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS,
              ADDRESS, JAVA_INT, JAVA_INT, JAVA_INT);
      MemorySegment none = MemorySegment.NULL;
      MemorySegment plan =
          (MemorySegment)
              handle(library, "fftwf_plan_many_dft_r2c", ofPlan)
                  .invokeExact(
                      1, length, pieces, in, none, 1, size, out, none, 1, size / 2 + 1, MEASURE);
      for (long i = 0; i < (long) size * pieces; i++) {
        in.set(java.lang.foreign.ValueLayout.JAVA_FLOAT, 4 * i, (i * 7919 % 1000) / 1000f - 0.5f);
      }
      return Optional.of(
          new Fftw(handle(library, "fftwf_execute", FunctionDescriptor.ofVoid(ADDRESS)), plan));
    } catch (Throwable e) {
      throw new IllegalStateException("FFTW could not be called", e);
    }
  }

  private static MemorySegment allocate(SymbolLookup library, long bytes) throws Throwable {
    MemorySegment memory =
        (MemorySegment)
            handle(library, "fftwf_malloc", FunctionDescriptor.of(ADDRESS, JAVA_LONG))
                .invokeExact(bytes);
    return memory.reinterpret(bytes);
  }

  private static MethodHandle handle(
      SymbolLookup library, String name, FunctionDescriptor descriptor) {
    return Linker.nativeLinker().downcallHandle(library.findOrThrow(name), descriptor);
  }

  void execute() {
    try {
      execute.invokeExact(plan);
    } catch (Throwable e) {
      throw new IllegalStateException("FFTW could not be called", e);
    }
  }
}
