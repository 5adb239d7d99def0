/** The events that services exchange: CloudEvents in Kafka's binary mode, and their topics. */
@NullMarked
package io.nightjar.pipeline.event;

import org.jspecify.annotations.NullMarked;
