/** What a recording is: its identity, its device, its kind, and how far its processing has come. */
@NullMarked
package io.nightjar.pipeline.recording;

import org.jspecify.annotations.NullMarked;
