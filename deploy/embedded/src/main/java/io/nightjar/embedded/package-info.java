/**
 * A real Kafka broker and a real S3 server for one machine, as a program, and the launcher that
 * runs it as a child process.
 */
@NullMarked
package io.nightjar.embedded;

import org.jspecify.annotations.NullMarked;
