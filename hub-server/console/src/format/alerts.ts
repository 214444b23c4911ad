import type { Alert, Bed, Gateway, Priority } from '../api/types'
import { RANK } from './vitals'

const STATE_RANK: Record<Alert['state'], number> = { ACTIVE_UNACK: 0, LATCHED: 1, ACTIVE_ACK: 2, ENDED: 3 }

/** Priority, unacknowledged first, then onset, then id: the order of `AlertOrder` on the servers. */
export function urgentFirst(a: Alert, b: Alert): number {
  return (
    RANK[b.priority] - RANK[a.priority] ||
    STATE_RANK[a.state] - STATE_RANK[b.state] ||
    a.since - b.since ||
    (a.episode < b.episode ? -1 : a.episode > b.episode ? 1 : 0)
  )
}

/** Does it want somebody to act now? */
export function open(alert: Alert): boolean {
  return alert.state === 'ACTIVE_UNACK' || alert.state === 'LATCHED'
}

/** The list with one alert as an answer has it, unless the list has a newer epoch of it already. */
export function replaced(alerts: Alert[], answer: Alert): Alert[] {
  return alerts.map((old) => (old.episode === answer.episode && old.epoch <= answer.epoch ? answer : old))
}

/** Which alert the keys act on. */
export interface Target {
  episode: string
  /** Did the person choose it, or is it merely the most urgent? */
  chosen: boolean
}

/**
 * The target once the list has changed. It stays on the episode that was shown, whatever comes above it: only one that
 * is over, or that nobody chose and that wants nothing more, gives way to what does.
 */
export function follow(list: Alert[], target: Target | null): Target | null {
  const same = list.find((alert) => alert.episode === target?.episode)
  const wanting = list.find(open)
  if (target !== null && same !== undefined && (target.chosen || open(same) || wanting === undefined)) return target
  const next = wanting ?? list[0]
  return next === undefined ? null : { episode: next.episode, chosen: false }
}

export interface Inbox {
  attention: Alert[]
  acknowledged: Alert[]
  unsupervised: Alert[]
}

/** Sorts alerts into the inbox's sections. Whether anybody watches at all is a section of its own. */
export function inbox(alerts: Alert[]): Inbox {
  const sorted = alerts.filter((alert) => alert.state !== 'ENDED').sort(urgentFirst)
  const unsupervised = sorted.filter((alert) => alert.kind === 'NOT_SUPERVISED')
  const others = sorted.filter((alert) => alert.kind !== 'NOT_SUPERVISED')
  return {
    attention: others.filter(open),
    acknowledged: others.filter((alert) => alert.state === 'ACTIVE_ACK'),
    unsupervised,
  }
}

export type Counts = Record<Priority, number>

/** How many alerts are not over, by priority. */
export function counts(alerts: Alert[]): Counts {
  const result: Counts = { HIGH: 0, MEDIUM: 0, LOW: 0 }
  for (const alert of alerts) if (alert.state !== 'ENDED') result[alert.priority]++
  return result
}

/** The alert that may sound: the most urgent that is unacknowledged and not paused. */
export function sounding(alerts: Alert[], now: number): Alert | null {
  return (
    alerts
      .filter((alert) => open(alert) && (alert.pausedUntil === null || alert.pausedUntil <= now))
      .sort(urgentFirst)[0] ?? null
  )
}

/** Beds by name, as people count them: 7A-2 before 7A-10. */
export function byBed(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true })
}

/** Gateways that are out of contact, each with its beds. */
export function unheard(gateways: Gateway[], beds: Bed[]): { gateway: Gateway; beds: Bed[] }[] {
  return gateways
    .filter((gateway) => gateway.link === 'LOST')
    .map((gateway) => ({
      gateway,
      beds: beds.filter((bed) => bed.gateway === gateway.name && bed.link !== 'FREE'),
    }))
}

/** One line about who has it. */
export function answer(alert: Alert): string | null {
  const { responsibility } = alert
  if (responsibility === null || responsibility.by === null) return null
  return responsibility.state === 'ACCEPTED'
    ? `accepted by ${responsibility.by}`
    : responsibility.state === 'REJECTED'
      ? `passed on by ${responsibility.by}`
      : null
}
