import type { Bed, Limit, Priority, Vital, Wave } from '../api/types'
import { minuteTime } from './time'

/** Without contact a page greys its numbers at once and takes them away after this long. */
export const HIDE_AFTER_LOST_MILLIS = 60_000

/** What a figure on the page says. `none` is `--`. */
export interface Figure {
  text: string
  tone: 'live' | 'stale' | 'none'
  /** Why there is none or why it is doubtful; null when all is well. */
  note: string | null
}

/** The figure for a vital; `lostFor` is how long the page or the bed has had no contact, null while it has. */
export function figure(vital: Vital, lostFor: number | null): Figure {
  const hidden = lostFor !== null && lostFor > HIDE_AFTER_LOST_MILLIS
  if (vital.value === null || hidden) return { text: '--', tone: 'none', note: absence(vital) }
  const stale = vital.stale || lostFor !== null
  const note = vital.validity === 'QUESTIONABLE' ? 'doubtful' : stale ? `last at ${minuteTime(vital.measured)}` : null
  return { text: vital.value, tone: stale ? 'stale' : 'live', note }
}

function absence(vital: Vital): string | null {
  const last = vital.last ?? (vital.value === null ? null : { value: vital.value, measured: vital.measured })
  const reason = vital.value === null ? REASONS[vital.validity] : null
  const was = last === null ? null : `last ${last.value} at ${minuteTime(last.measured)}`
  return [reason, was].filter((part) => part !== null).join(' · ') || null
}

const REASONS: Record<Vital['validity'], string | null> = {
  VALID: null,
  QUESTIONABLE: null,
  ONGOING: 'measuring',
  INVALID: 'no value',
  SENSOR_OFF: 'probe off',
  IMPLAUSIBLE: 'implausible',
}

const HEART = ['MDC_ECG_HEART_RATE', 'MDC_ECG_CARD_BEAT_RATE', 'MDC_PULS_OXIM_PULS_RATE', 'MDC_PULS_RATE']
const OXYGEN = ['MDC_PULS_OXIM_SAT_O2', 'MDC_SAT_O2_ART']

/** Pressures come as one vital, `128/74`; what is recorded are their parts. */
const PRESSURES: Record<string, { systolic: number; diastolic: number }> = {
  MDC_PRESS_BLD_NONINV: { systolic: 150021, diastolic: 150022 },
  MDC_PRESS_BLD_ART_ABP: { systolic: 150037, diastolic: 150038 },
  MDC_PRESS_BLD_ART: { systolic: 150033, diastolic: 150034 },
}

/** The vitals in a tile's fixed places. A place without a source is null, and stays where it is. */
export interface Places {
  heart: Vital | null
  oxygen: Vital | null
  respiration: Vital | null
  pressure: Vital | null
  temperature: Vital | null
  /** Everything that has no place of its own, in the server's order. */
  others: Vital[]
}

export function places(vitals: Vital[]): Places {
  const first = (wanted: (ref: string) => boolean) => vitals.find((vital) => wanted(vital.ref)) ?? null
  const ranked = (refs: string[]) =>
    refs.map((ref) => first((it) => it === ref)).find((vital) => vital !== null) ??
    first((it) => refs.some((ref) => it.startsWith(ref)))
  const taken = {
    heart: ranked(HEART),
    oxygen: ranked(OXYGEN),
    respiration: first((ref) => ref.endsWith('RESP_RATE')),
    pressure: first((ref) => ref in PRESSURES),
    temperature: first((ref) => ref === 'MDC_TEMP' || ref.startsWith('MDC_TEMP_')),
  }
  const used = new Set<Vital | null>(Object.values(taken))
  return { ...taken, others: vitals.filter((vital) => !used.has(vital)) }
}

/** Measured now and then, not all the time: its time belongs to it. */
export function spot(vital: Vital): boolean {
  return vital.ref.includes('NONINV')
}

/** What is recorded of a vital: the parts of a pressure, else itself. Limits are those of the upper part. */
export function recorded(vital: Vital): Vital[] {
  const parts = PRESSURES[vital.ref]
  if (parts === undefined) return [vital]
  return [
    { ...vital, code: parts.systolic, label: `${vital.label} sys` },
    { ...vital, code: parts.diastolic, label: `${vital.label} dia`, low: null, high: null },
  ]
}

/** What a bed's page has beyond its tile, in the server's order. */
export function beyond(tile: Vital[], page: Vital[]): Vital[] {
  const shown = new Set(tile.map((vital) => vital.code))
  return page.filter((vital) => !shown.has(vital.code))
}

/** `50–120`, `≥ 90`, `≤ 30`, or empty. */
export function range(of: Pick<Vital | Limit, 'low' | 'high'>): string {
  if (of.low !== null && of.high !== null) return `${of.low}–${of.high}`
  if (of.low !== null) return `≥ ${of.low}`
  if (of.high !== null) return `≤ ${of.high}`
  return ''
}

const SHOWN_UNITS: Record<string, string> = {
  '{beat}/min': '/min',
  '{resp}/min': '/min',
  'mm[Hg]': 'mmHg',
  Cel: '°C',
  '1': '',
}

/** A UCUM code as people write it. */
export function unit(code: string): string {
  return SHOWN_UNITS[code] ?? code
}

export type WaveRole = 'ecg' | 'pressure' | 'respiration' | 'other'

/** Which of the wave colours a curve has. */
export function waveRole(wave: Wave): WaveRole {
  const name = `${wave.ref} ${wave.label}`.toUpperCase()
  if (/ECG|LEAD/.test(name)) return 'ecg'
  if (/PLETH|PRESS|ART|ABP|CVP/.test(name)) return 'pressure'
  if (/RESP|CO2|CO₂|IMPED|AWAY|FLOW/.test(name)) return 'respiration'
  return 'other'
}

const ROLE_ORDER: Record<WaveRole, number> = { ecg: 0, pressure: 1, respiration: 2, other: 3 }

/** ECG above pulse above breath, as on every monitor. */
export function sortedWaves(waves: Wave[]): Wave[] {
  return [...waves].sort((a, b) => ROLE_ORDER[waveRole(a)] - ROLE_ORDER[waveRole(b)] || a.code - b.code)
}

export const RANK: Record<Priority, number> = { HIGH: 3, MEDIUM: 2, LOW: 1 }

/** When the newest continuous vital was measured; a spot measurement does not make a bed look alive. */
export function newest(bed: Bed): number | null {
  const continuous = bed.vitals.filter((vital) => !spot(vital))
  const times = (continuous.length > 0 ? continuous : bed.vitals).map((vital) => vital.measured)
  return times.length === 0 ? null : Math.max(...times)
}
