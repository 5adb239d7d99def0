package io.nightjar.runtime.settings;

import io.nightjar.pipeline.store.BodySigning;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.net.URI;
import java.time.Duration;

/** The object store: anything that speaks S3. */
@ConfigMapping(prefix = "nightjar.store")
public interface StoreConfig {
  /** The store's address, for example {@code https://s3.example.org}. */
  @WithConverter(HttpAddress.class)
  URI endpoint();

  /** The region that requests are signed for. */
  @WithDefault("us-east-1")
  String region();

  /** The bucket that holds everything. It is made if it is not there. */
  @WithDefault("nightjar")
  String bucket();

  /** The access key's id. */
  @Expects("the id of an access key of the store")
  String accessKey();

  /** The access key's secret. */
  @Expects("the secret of that access key")
  String secretKey();

  /** How long one exchange with the store may stand still. */
  @WithName("timeout-seconds")
  @WithDefault("30")
  @WithConverter(Time.class)
  Duration timeout();

  /**
   * Whether the signature of a request covers its body, which costs a digest on both sides and has
   * some stores hold the body whole: where neither TLS nor the machine itself keeps it from being
   * changed on its way, or always, for buckets whose policy asks for it. A checksum goes along
   * always.
   */
  @WithDefault("where-needed")
  BodySigning bodySigning();
}
