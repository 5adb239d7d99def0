package io.nightjar.pipeline.store;

import io.minio.errors.ErrorResponseException;
import io.minio.errors.InvalidResponseException;
import io.minio.errors.ServerException;
import io.nightjar.pipeline.fault.NetworkFault;
import java.util.Optional;

/** Why a store fails, in words that its operator can act on. */
final class StoreReason {
  private StoreReason() {}

  /** The reason that an exchange's failure has; empty if nothing is known beyond its message. */
  static Optional<String> of(Throwable cause) {
    return NetworkFault.causes(cause)
        .flatMap(each -> ofStore(each).stream())
        .findFirst()
        .or(() -> NetworkFault.words(cause));
  }

  private static Optional<String> ofStore(Throwable cause) {
    return switch (cause) {
      case ErrorResponseException refusal -> Optional.of(refusal(refusal));
      case ServerException e -> Optional.of("the store fails with status " + e.statusCode());
      case InvalidResponseException _ ->
          Optional.of("what answers at this address is no S3 store, or a proxy before it");
      default -> Optional.empty();
    };
  }

  private static String refusal(ErrorResponseException refusal) {
    String code = String.valueOf(refusal.errorResponse().code());
    String meaning =
        switch (code) {
          case "InvalidAccessKeyId", "XAdminUserNotFound" ->
              "it does not know nightjar.store.access-key";
          case "SignatureDoesNotMatch" ->
              "nightjar.store.secret-key, or the region, is not that of the access key";
          case "AccessDenied" -> "the access key lacks a right";
          case "RequestTimeTooSkewed" -> "its clock and ours differ too much";
          case "NoSuchBucket" -> "there is no such bucket";
          case "AuthorizationHeaderMalformed" -> "nightjar.store.region is not the bucket's";
          case "SlowDown" -> "it is asked to do too much at once";
          default -> String.valueOf(refusal.errorResponse().message());
        };
    return "the store refuses with " + refusal.response().code() + " " + code + ": " + meaning;
  }
}
