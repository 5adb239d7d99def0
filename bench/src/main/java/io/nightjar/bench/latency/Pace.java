package io.nightjar.bench.latency;

import java.time.Duration;

/**
 * What is sent.
 *
 * @param load what it is called
 * @param devices that send in turn
 * @param recordings of all devices
 * @param every from one recording to the next, of whichever device
 * @param goal the p95 that is aimed at, from the end of an upload to the thumbnails
 */
record Pace(String load, int devices, int recordings, Duration every, Duration goal) {}
