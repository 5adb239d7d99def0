package io.nightjar.ingest;

import io.nightjar.pipeline.identity.DeviceIdentity;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.Response;
import java.io.IOException;

/**
 * A way to speak of uploads that go on where they were cut off. All of them speak of the same
 * uploads: what one has begun, another goes on with.
 */
interface UploadProtocol {
  /** Begins an upload, perhaps with its first bytes. */
  Response create(DeviceIdentity device, RoutingContext request)
      throws IOException, InterruptedException;

  /** Tells how far an upload has come. */
  Response status(DeviceIdentity device, String id) throws IOException, InterruptedException;

  /** Goes on with an upload. */
  Response append(DeviceIdentity device, String id, RoutingContext request)
      throws IOException, InterruptedException;

  /** Gives an upload up. */
  Response terminate(DeviceIdentity device, String id) throws IOException, InterruptedException;
}
