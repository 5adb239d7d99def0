package io.nightjar.runtime.trace;

import io.nightjar.runtime.version.ProgramVersion;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.resources.Resource;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** What every span says of the service that made it, beside its name: which build runs. */
@Singleton
class TracedService {
  private static final AttributeKey<String> VERSION = AttributeKey.stringKey("service.version");

  @Produces
  @Singleton
  Resource resource(ProgramVersion version) {
    return Resource.create(Attributes.of(VERSION, version.text()));
  }
}
