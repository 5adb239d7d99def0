package io.nightjar.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AcceptedTypesTest {
  private static final AcceptedTypes.Offer HTML =
      new AcceptedTypes.Offer("text/html", Map.of("level", "1"));
  private static final AcceptedTypes.Offer HTML_3 =
      new AcceptedTypes.Offer("text/html", Map.of("level", "3"));
  private static final AcceptedTypes.Offer PLAIN = new AcceptedTypes.Offer("text/plain", Map.of());
  private static final AcceptedTypes.Offer JPEG = new AcceptedTypes.Offer("image/jpeg", Map.of());

  /** The example of RFC 9110, section 12.5.1, gives these qualities: 1, 0.7, 0.3, 0.5. */
  @Test
  void theExampleOfTheStandardIsReadAsItSays() {
    AcceptedTypes accepted =
        AcceptedTypes.of(
            "text/*;q=0.3, text/plain;q=0.7, text/plain;format=flowed, text/html;level=1,"
                + " */*;q=0.5");

    assertThat(accepted.best(List.of(PLAIN, HTML))).isEqualTo(HTML);
    assertThat(accepted.best(List.of(JPEG, PLAIN))).isEqualTo(PLAIN);
    assertThat(accepted.best(List.of(HTML_3, JPEG))).isEqualTo(JPEG);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "                        | text/html",
        "*/*                     | text/html",
        "image/*                 | image/jpeg",
        "IMAGE/JPEG              | image/jpeg",
        "text/plain;q=0.5, */*;q=0.4 | text/plain",
        "text/html;q=0, image/*  | image/jpeg",
        "audio/ogg               | text/html",
        "image/jpeg;q=x          | image/jpeg",
        "image/jpeg;q=NaN        | image/jpeg",
        ";;,=,;q=,text/plain;=   | text/plain",
      })
  void whatIsNamedBestIsChosenAndElseTheFirst(String header, String type) {
    AcceptedTypes accepted = AcceptedTypes.of(header == null ? "" : header);

    assertThat(accepted.best(List.of(HTML, PLAIN, JPEG)).type()).isEqualTo(type);
  }
}
