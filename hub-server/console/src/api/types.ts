/** The JSON of `/api/v1`, field for field (`io.wardkeep.ward.view` on the other side). Times are epoch milliseconds. */

export type Priority = 'HIGH' | 'MEDIUM' | 'LOW'
export type Link = 'LIVE' | 'STALE' | 'LOST' | 'FREE'
export type Validity = 'VALID' | 'QUESTIONABLE' | 'ONGOING' | 'INVALID' | 'SENSOR_OFF' | 'IMPLAUSIBLE'
export type AlertState = 'ACTIVE_UNACK' | 'ACTIVE_ACK' | 'LATCHED' | 'ENDED'
export type Site = 'ward' | 'hub'
export type Where = 'bed' | 'hub'

export interface Patient {
  label: string
  detail: string | null
}

export interface Vital {
  code: number
  ref: string
  label: string
  unit: string
  value: string | null
  validity: Validity
  measured: number
  received: number
  device: string
  priority: Priority | null
  stale: boolean
  last: { value: string; measured: number } | null
  low: string | null
  high: string | null
  conflict: boolean
}

export interface Wave {
  code: number
  ref: string
  label: string
  unit: string
  periodNanos: number
}

export interface Alert {
  episode: string
  bed: string | null
  /** Whose alert; null where only one ward is shown. */
  ward: string | null
  device: string | null
  code: number
  kind: string
  marker: string
  text: string
  priority: Priority
  physiological: boolean
  state: AlertState
  epoch: number
  raised: number
  since: number
  value: string | null
  limit: string | null
  gateway: string
  acknowledged: { by: string; at: number; where: string } | null
  pausedUntil: number | null
  responsibility: { state: 'ACCEPTED' | 'REJECTED' | 'UNDEFINED'; by: string | null; at: number | null } | null
  ended: number | null
}

export interface Bed {
  bed: string
  ward: string
  patient: Patient | null
  otherPatients: Patient[]
  gateway: string
  link: Link
  since: number
  vitals: Vital[]
  waves: Wave[]
  alert: Alert | null
  alerts: number
}

export interface LimitSibling {
  id: string
  low: string | null
  high: string | null
  by: string
  role: string
  at: number
  where: Where
  inForce: boolean
}

export interface AssignmentSibling {
  id: string
  patient: Patient | null
  left: Patient | null
  by: string
  role: string
  at: number
  where: Where
  inForce: boolean
}

export interface Limit {
  code: number
  label: string
  unit: string
  low: string | null
  high: string | null
  delayMillis: number
  holdMillis: number
  priority: Priority
  enabled: boolean
  latching: boolean
  source: string
  conflict: boolean
  siblings: LimitSibling[]
}

export interface BedEvent {
  at: number
  kind: string
  text: string
  priority: Priority | null
}

export interface BedPage extends Bed {
  limits: Limit[]
  events: BedEvent[]
}

export interface Gap {
  from: number
  until: number
  kind: 'NO_DATA' | 'LOST' | 'LINK'
  reason: string
}

export type Point = [t: number, min: number, max: number, last: number]

export interface History {
  code: number
  points: Point[]
  gaps: Gap[]
  /** By how much, at most, times were moved because a gateway's clock was off. */
  correctedMillis: number
}

export type Conflict =
  | { bed: string; code: number; label: string; kind: 'LIMITS'; siblings: LimitSibling[]; seen: string[] }
  | {
      bed: string
      code: number
      label: string
      kind: 'ASSIGNMENT' | 'PROPOSAL'
      siblings: AssignmentSibling[]
      seen: string[]
    }

export interface Gateway {
  name: string
  site: string
  ward: string
  link: 'LIVE' | 'LOST'
  since: number
  lagMillis: number
  backlog: number
  diskDays: number | null
  clockOffsetMillis: number | null
  certificateUntil: number | null
  observations: number
  lost: number
  duplicates: number
  complete: boolean
  rejected: number
  trouble: string | null
}

export interface CompletenessStream {
  shard: string
  site: string
  incarnation: number
  device: string
  first: number
  last: number
  data: number
  lost: number
  missing: number
  duplicates: number
}

export interface Totals {
  data: number
  lost: number
  missing: number
  duplicates: number
}

export interface Completeness {
  streams: CompletenessStream[]
  totals: Totals
}

export interface AuditEntry {
  at: number
  actor: string
  who: string
  role: string
  what: string
  where: string
}

export interface Session {
  user: string
  name: string
  role: string
  wards: string[]
}

export interface WaveRun {
  bed: string
  code: number
  t: number
  periodNanos: number
  scale: number
  samples: (number | null)[]
}

/** What a person decides about limits; `seen` are the siblings that this write supersedes. */
export interface LimitChange {
  code: number
  low: string | null
  high: string | null
  delayMillis: number
  priority: Priority
  enabled: boolean
  seen: string[]
}

/** Payloads of the event stream by event name. */
export interface StreamEvents {
  hello: { site: Site; time: number }
  beds: { beds: Bed[] }
  bed: Bed
  wave: WaveRun
  alerts: { alerts: Alert[] }
  conflicts: { conflicts: Conflict[] }
  gateways: { gateways: Gateway[] }
  clock: { time: number }
}
