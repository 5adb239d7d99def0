package io.nightjar.pipeline.stage;

import io.micrometer.core.instrument.MeterRegistry;
import io.nightjar.pipeline.consume.DeadLetters;
import io.nightjar.pipeline.consume.RetryTopic;
import io.nightjar.pipeline.event.EventPublisher;
import io.nightjar.pipeline.retry.RetryPolicy;
import io.nightjar.pipeline.store.ObjectStore;
import java.time.InstantSource;
import java.util.function.IntPredicate;

/**
 * What the stages of one process share.
 *
 * @param service the service's name
 * @param store the object store
 * @param publisher the message log
 * @param deadLetters where events end that can't be handled
 * @param retryTopic where events wait for another try after the machine failed
 * @param own the partitions of the retry topic that this replica holds itself
 * @param retries how outages are waited out
 * @param settings what a work may use
 * @param resources memory, scratch space, time
 * @param underWay the works under way in this process
 * @param isolation which works go on beside one another
 * @param meters where it is measured
 * @param clock the time of day
 */
record StageEnvironment(
    String service,
    ObjectStore store,
    EventPublisher publisher,
    DeadLetters deadLetters,
    RetryTopic retryTopic,
    IntPredicate own,
    RetryPolicy retries,
    WorkSettings settings,
    WorkResources resources,
    WorksUnderWay underWay,
    WorkIsolation isolation,
    MeterRegistry meters,
    InstantSource clock) {}
