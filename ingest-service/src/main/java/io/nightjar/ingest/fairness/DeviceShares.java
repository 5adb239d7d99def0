package io.nightjar.ingest.fairness;

import io.nightjar.ingest.problem.ProblemCode;
import io.nightjar.ingest.problem.ProblemException;
import io.nightjar.pipeline.Limits;
import io.nightjar.pipeline.identity.DeviceIdentity;
import java.io.InputStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import java.util.function.LongSupplier;

/**
 * What each device may take of a replica: uploads at a time, uploads a minute, and, as long as
 * other devices send as well, bytes a second. A camera that comes back after weeks drains by that,
 * and the others hardly notice. What it sends alone counts for nothing. Thread-safe.
 */
public final class DeviceShares {
  private static final Duration WINDOW = Duration.ofMinutes(1);

  /** Bytes that a device may send at once before its pace counts, in seconds of that pace. */
  private static final int BURST_SECONDS = 2;

  /** How long a device is taken to send after its last upload: the next one often follows. */
  private static final Duration LINGER = Duration.ofSeconds(2);

  /** Who is refused hears of no longer wait; so what took longer need not be known better. */
  private static final int LONGEST_WAIT_SECONDS = 60;

  /** So many are remembered before those are forgotten who owe nothing. */
  private static final int MANY = 10_000;

  private final Limits.PerDevice limits;
  private final LongSupplier nanoTime;
  private final Map<DeviceIdentity, Device> devices = new HashMap<>();
  private final LatestLeavers<Device> latest = new LatestLeavers<>();
  private int sending;
  private int forgetAt = MANY;

  /** Shares by these limits. */
  public DeviceShares(Limits.PerDevice limits) {
    this(limits, System::nanoTime);
  }

  DeviceShares(Limits.PerDevice limits, LongSupplier nanoTime) {
    this.limits = limits;
    this.nanoTime = nanoTime;
  }

  /** What is remembered of a device. */
  private final class Device {
    private final TokenBucket uploads;
    private final TokenBucket bytes;
    private int underWay;
    private double usualSeconds = 1;

    Device(long now) {
      this.uploads =
          new TokenBucket(
              limits.uploadsPerMinute(),
              limits.uploadsPerMinute() / (double) WINDOW.toSeconds(),
              now);
      this.bytes =
          new TokenBucket(
              BURST_SECONDS * (double) limits.bytesPerSecond(), limits.bytesPerSecond(), now);
    }

    boolean owesNothing(long now) {
      return underWay == 0 && uploads.isFull(now) && bytes.isFull(now);
    }
  }

  /**
   * Begins an upload of a device.
   *
   * @throws ProblemException {@code too-many-uploads} if it has too many under way, or has begun
   *     too many lately
   */
  public synchronized Share enter(DeviceIdentity identity) {
    long now = nanoTime.getAsLong();
    Device device = requirePlace(identity, now);
    if (device.uploads.left(now) < 1) {
      throw new ProblemException(
          ProblemCode.TOO_MANY_UPLOADS,
          "this device may begin " + limits.uploadsPerMinute() + " uploads a minute",
          device.uploads.until(1, now).plusSeconds(1));
    }
    device.uploads.take(1, now);
    return share(device, now);
  }

  /**
   * Goes on with an upload that has begun before: it counts among those under way, and not among
   * those that a minute may begin.
   *
   * @throws ProblemException {@code too-many-uploads} if the device has too many under way
   */
  public synchronized Share goOn(DeviceIdentity identity) {
    long now = nanoTime.getAsLong();
    return share(requirePlace(identity, now), now);
  }

  private Device requirePlace(DeviceIdentity identity, long now) {
    forgetSome(now);
    Device device = devices.computeIfAbsent(identity, _ -> new Device(now));
    if (device.underWay >= limits.uploads()) {
      throw new ProblemException(
          ProblemCode.TOO_MANY_UPLOADS,
          "this device has " + device.underWay + " uploads under way",
          Duration.ofSeconds((long) Math.ceil(Math.max(device.usualSeconds, 1))));
    }
    return device;
  }

  private Share share(Device device, long now) {
    device.underWay++;
    sending += device.underWay == 1 ? 1 : 0;
    return new Share(device, now);
  }

  /** What a device may still upload. */
  public synchronized Allowance allowance(DeviceIdentity identity) {
    long now = nanoTime.getAsLong();
    Device device = devices.get(identity);
    int quota = limits.uploadsPerMinute();
    int window = (int) WINDOW.toSeconds();
    return device == null
        ? new Allowance(quota, window, quota, 0)
        : new Allowance(
            quota,
            window,
            (int) Math.max(0, device.uploads.left(now)),
            (int) Math.ceil(device.uploads.until(quota, now).toMillis() / 1e3));
  }

  /** One upload's part of it. */
  public final class Share implements AutoCloseable {
    private final Device device;
    private final long began;
    private boolean left;

    private Share(Device device, long began) {
      this.device = device;
      this.began = began;
    }

    /** A body that is read no faster than the device may send. */
    public InputStream paced(InputStream body) {
      return paced(body, bytes -> bytes);
    }

    /**
     * The same for bytes that do not all count.
     *
     * @param counting how many count of those that were read
     */
    public InputStream paced(InputStream body, IntUnaryOperator counting) {
      return new PacedStream(body, bytes -> spend(device, counting.applyAsInt(bytes)));
    }

    /**
     * Begins one recording more of an upload that brings many. It counts as an upload that the
     * device begins, but not as one more under way.
     *
     * @return zero if it has begun; how long to wait before the next try if it has not
     */
    public Duration beginNext() {
      return DeviceShares.this.beginNext(device);
    }

    /** Gives the place back; a second time has no effect. */
    @Override
    public void close() {
      leave(this);
    }
  }

  /** Counts bytes that came, and says how long the next ones are to be left with the sender. */
  private synchronized Duration spend(Device device, int bytes) {
    long now = nanoTime.getAsLong();
    if (sending <= 1 && !latest.hasOther(device, now - LINGER.toNanos())) {
      return Duration.ZERO;
    }
    device.bytes.take(bytes, now);
    return device.bytes.until(0, now);
  }

  private synchronized Duration beginNext(Device device) {
    long now = nanoTime.getAsLong();
    if (device.uploads.left(now) < 1) {
      return device.uploads.until(1, now).plusMillis(1);
    }
    device.uploads.take(1, now);
    return Duration.ZERO;
  }

  private synchronized void leave(Share share) {
    if (share.left) {
      return;
    }
    share.left = true;
    Device device = share.device;
    long now = nanoTime.getAsLong();
    device.underWay--;
    sending -= device.underWay == 0 ? 1 : 0;
    latest.add(device, now);
    double seconds = Math.min((now - share.began) / 1e9, LONGEST_WAIT_SECONDS);
    device.usualSeconds += (seconds - device.usualSeconds) / 4;
  }

  private void forgetSome(long now) {
    if (devices.size() >= forgetAt) {
      devices.values().removeIf(device -> device.owesNothing(now));
      forgetAt = Math.max(MANY, 2 * devices.size());
    }
  }
}
