package io.nightjar.ingest.openapi;

import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;

/**
 * The answers of operations that give bytes: whole, in ranges, from elsewhere, or not again; and
 * the forms of those that take them.
 */
final class Contents {
  private static final String NPY = "application/x-npy";
  private static final List<String> ARTEFACTS = List.of("application/json", "image/png", NPY);

  private static final List<String> FRAME = List.of("image/png", "application/octet-stream");

  /** The media types of what an operation gives. */
  private static final Map<String, List<String>> TYPES =
      Map.of(
          "getRaw", List.of("application/x-cptv", "audio/*", "application/octet-stream"),
          "getArtefact", ARTEFACTS,
          "getArtefactOfVersion", ARTEFACTS);

  private static final Set<String> WITH_FORMS = Set.of("uploadRecording", "uploadArchive");

  private Contents() {}

  /** Describes an operation's answers and its form, if it is one of those. */
  static void describe(Operation operation) {
    switch (operation.getOperationId()) {
      case "getFrames" ->
          describeMade(
              operation.getResponses(),
              "The array: unsigned 16 bits, time × row × column",
              List.of(NPY));
      case "getFrame" ->
          describeMade(
              operation.getResponses(), "The frame, in the form that was asked for", FRAME);
      case "getTile" ->
          describeMade(
              operation.getResponses(),
              "The tile: 256 × 256 pixels, 8 bits, grey: level in dB = value / 2 - 127.5",
              List.of("image/png"));
      default -> {}
    }
    Optional.ofNullable(TYPES.get(operation.getOperationId()))
        .ifPresent(types -> describe(operation.getResponses(), types));
    if (WITH_FORMS.contains(operation.getOperationId())) {
      oneFile(
          operation
              .getRequestBody()
              .getContent()
              .getMediaType(MediaType.MULTIPART_FORM_DATA)
              .getSchema());
    }
  }

  /**
   * Whatever the file's field is called. For a form whose fields have names, generated Java clients
   * import a class that they do not have, where the operation takes other bodies, too.
   */
  private static void oneFile(Schema form) {
    form.minProperties(1).maxProperties(1).additionalPropertiesSchema(bytes());
  }

  private static Schema bytes() {
    return OASFactory.createSchema().addType(Schema.SchemaType.STRING).format("binary");
  }

  /** They are made while they are read: there are no ranges of bytes, and the store has no link. */
  private static void describeMade(APIResponses responses, String what, List<String> types) {
    List.copyOf(responses.getAPIResponses().keySet()).forEach(responses::removeAPIResponse);
    responses
        .addAPIResponse(
            "200", OASFactory.createAPIResponse().description(what).content(bytes(types)))
        .addAPIResponse("304", known());
  }

  private static APIResponse known() {
    return OASFactory.createAPIResponse().description("It is what the caller has already");
  }

  private static void describe(APIResponses responses, List<String> types) {
    List.copyOf(responses.getAPIResponses().keySet()).forEach(responses::removeAPIResponse);
    responses
        .addAPIResponse(
            "200", OASFactory.createAPIResponse().description("All of it").content(bytes(types)))
        .addAPIResponse(
            "206",
            OASFactory.createAPIResponse()
                .description("The range that was asked for")
                .content(bytes(types)))
        .addAPIResponse("304", known())
        .addAPIResponse(
            "307",
            OASFactory.createAPIResponse()
                .description("The store gives it, where that is configured"));
  }

  private static Content bytes(List<String> types) {
    Content content = OASFactory.createContent();
    for (String type : types) {
      content.addMediaType(type, OASFactory.createMediaType().schema(bytes()));
    }
    return content;
  }
}
