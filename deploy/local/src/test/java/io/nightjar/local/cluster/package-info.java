/** A trial of the manifests in a cluster: {@code ./nightjar test --cluster} runs it. */
@NullMarked
package io.nightjar.local.cluster;

import org.jspecify.annotations.NullMarked;
