package io.wardkeep.gateway.annunciate;

/** Something that keeps the last message of each topic for whoever subscribes later. */
@FunctionalInterface
public interface RetainedPublisher {

    /**
     * Publishes and keeps; an empty payload removes what was kept. From any thread, returns at once.
     *
     * @param topic plain, without wildcards
     * @param payload given away
     */
    void publishRetained(String topic, byte[] payload);
}
