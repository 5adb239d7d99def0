package io.nightjar.ingest.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightjar.ingest.problem.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormFileTest {
  /** As curl 8 writes it. */
  private static final String BOUNDARY = "------------------------d74496d66958873e";

  private static final String CRLF = "\r\n";
  private static final String FILE =
      String.join(
          CRLF,
          "Content-Disposition: form-data; name=\"file\"; filename=\"a.wav\"",
          "Content-Type: application/octet-stream",
          CRLF);
  private static final String FIELD =
      "Content-Disposition: form-data; name=\"note\"" + CRLF + CRLF + "no file";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "multipart/form-data; boundary=abc | abc",
        "Multipart/Form-Data;boundary=\"a b:c\" | a b:c",
        "multipart/form-data; charset=utf-8; boundary=abc; x=y | abc"
      })
  void readsTheBoundary(String contentType, String boundary) {
    assertThat(FormParts.boundary(contentType)).contains(boundary);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "wav", "audio/wav", "multipart/form-data", "multipart/form-data; boundary="})
  void takesNothingElseForAForm(String contentType) {
    assertThat(FormParts.boundary(contentType)).isEmpty();
  }

  static Stream<Arguments> files() {
    byte[] noise = new byte[100_000];
    new Random(1).nextBytes(noise);
    String almost =
        CRLF
            + "--"
            + BOUNDARY.substring(1)
            + CRLF
            + "--\r"
            + CRLF
            + "--"
            + BOUNDARY.substring(0, 20);
    return Stream.of(
            new byte[0],
            noise,
            Arrays.copyOf(noise, 16 * 1024 - 60),
            almost.getBytes(StandardCharsets.ISO_8859_1),
            "ends with a break\r\n".getBytes(StandardCharsets.ISO_8859_1))
        .flatMap(content -> Stream.of(1, 7, 1 << 20).map(step -> Arguments.of(content, step)));
  }

  @ParameterizedTest
  @MethodSource("files")
  void givesTheFileByteForByteHoweverItArrives(byte[] content, int step) throws IOException {
    InputStream form =
        inSteps(step, form(part(FIELD, ""), part(FILE, text(content)), part(FIELD, "")));

    byte[] file = FormFile.in(form, BOUNDARY).readAllBytes();

    assertThat(Arrays.equals(file, content)).isTrue();
  }

  @Test
  void takesABodyThatIsNoFormAsItIs() throws IOException {
    InputStream file = FormFile.in(stream("RIFF and so on"), BOUNDARY);

    assertThat(file.readAllBytes()).asString(StandardCharsets.US_ASCII).isEqualTo("RIFF and so on");
  }

  @Test
  void refusesAFormWithoutAFile() {
    assertThatThrownBy(() -> FormFile.in(form(part(FIELD, "")), BOUNDARY))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("no file");
  }

  @Test
  void refusesASecondFileBeforeItTellsTheEndOfTheFirst() throws IOException {
    InputStream file = FormFile.in(form(part(FILE, "one"), part(FILE, "two")), BOUNDARY);

    assertThatThrownBy(file::readAllBytes)
        .isInstanceOf(RefusedBodyException.class)
        .hasMessageContaining("more than one file");
  }

  @Test
  void refusesAFieldWithoutEnd() {
    String endless = "x".repeat(100_000);

    assertThatThrownBy(() -> FormFile.in(form(part(FIELD, endless), part(FILE, "one")), BOUNDARY))
        .isInstanceOf(RefusedBodyException.class)
        .hasMessageContaining("too much");
  }

  @ParameterizedTest
  @ValueSource(ints = {45, 100, 200, 215})
  void tellsAFormThatEndsEarly(int length) {
    String whole = text(bytes(form(part(FILE, "0123456789".repeat(10)))));

    assertThatThrownBy(
            () -> FormFile.in(stream(whole.substring(0, length)), BOUNDARY).readAllBytes())
        .isInstanceOf(EOFException.class);
  }

  private static String part(String head, String content) {
    return "--" + BOUNDARY + CRLF + head + content + CRLF;
  }

  private static InputStream form(String... parts) {
    return stream(String.join("", parts) + "--" + BOUNDARY + "--\r\n");
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static InputStream inSteps(int step, InputStream in) {
    return new FilterInputStream(in) {
      @Override
      public int read(byte[] buffer, int offset, int length) throws IOException {
        return super.read(buffer, offset, Math.min(step, length));
      }
    };
  }

  private static byte[] bytes(InputStream in) {
    try {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
