/** Tests of the manifests in {@code deploy/kubernetes}, as kustomize renders them. */
@NullMarked
package io.nightjar.kubernetes;

import org.jspecify.annotations.NullMarked;
