package io.nightjar.local.terminal;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * What the system knows of this process's standard output and Java does not tell: whether it is a
 * terminal, and whether its reader has gone, even while nothing is written. Thread-safe.
 */
public final class StandardOutput {
  private static final int DESCRIPTOR = 1;

  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
  private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT;
  private static final AddressLayout ADDRESS = ValueLayout.ADDRESS;

  /** {@code struct pollfd}: the descriptor, what is asked, what is answered. */
  private static final long POLLFD_BYTES = 8;

  private static final long ASKED = 4;
  private static final long ANSWERED = 6;

  /** {@code POLLERR} and {@code POLLHUP}, alike on all systems; told without being asked for. */
  private static final int GONE = 0x8 | 0x10;

  private StandardOutput() {}

  /** Whether it is a terminal. */
  public static boolean isTerminal() {
    try {
      return (int) Native.IS_A_TTY.invokeExact(DESCRIPTOR) == 1;
    } catch (Throwable e) { // what a native call is declared to throw
      throw new IllegalStateException("isatty", e);
    }
  }

  /** Whether it leads to nobody any more. */
  static boolean hasLostItsReader() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment question = arena.allocate(POLLFD_BYTES, INT.byteAlignment());
      question.set(INT, 0, DESCRIPTOR);
      question.set(SHORT, ASKED, (short) 0);
      int answers = (int) Native.POLL.invokeExact(question, 1L, 0);
      return answers > 0 && (question.get(SHORT, ANSWERED) & GONE) != 0;
    } catch (Throwable e) { // what a native call is declared to throw
      throw new IllegalStateException("poll", e);
    }
  }

  /** Looked up by the commands that need them only: it takes some hundredths of a second. */
  private static final class Native {
    static final MethodHandle IS_A_TTY = function("isatty", FunctionDescriptor.of(INT, INT));

    static final MethodHandle POLL =
        function("poll", FunctionDescriptor.of(INT, ADDRESS, LONG, INT));

    @SuppressWarnings("restricted") // both signatures are those of POSIX
    private static MethodHandle function(String name, FunctionDescriptor signature) {
      Linker linker = Linker.nativeLinker();
      return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), signature);
    }
  }
}
