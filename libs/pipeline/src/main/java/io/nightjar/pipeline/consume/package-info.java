/** Taking records from Kafka: few in flight, offsets committed only behind finished work. */
@NullMarked
package io.nightjar.pipeline.consume;

import org.jspecify.annotations.NullMarked;
