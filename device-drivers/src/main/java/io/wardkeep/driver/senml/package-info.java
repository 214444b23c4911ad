/**
 * Sensor Measurement Lists in JSON ({@code application/senml+json}): bridges and home sensors that publish packs of
 * records by MQTT. Over a stream of bytes the same packs stand one after the other, one a line.
 *
 * <p>A record counts after it was resolved with the base fields before it: its name, or what stands behind the last
 * colon of it, is a metric of the nomenclature ({@link io.wardkeep.driver.NamedMetrics}); its unit is the metric's own,
 * written as the registry of SenML or UCUM writes it. UCUM is what we understand beside the registry, which has no
 * {@code mm[Hg]}.
 *
 * <p>Invariants: how a name or a time is split between a base field and a record changes nothing; a pack is said by one
 * device, and records of another one in it are left out; an unknown name, a unit that is not the metric's, a text in
 * place of a number, a field that must be understood and is not never become values.
 *
 * <p>Must not know: MQTT, which devices are configured.
 *
 * <p>Sources: RFC 8428, RFC 9100 (versions), the IANA registry of SenML units, UCUM.
 */
@NullMarked
package io.wardkeep.driver.senml;

import org.jspecify.annotations.NullMarked;
