import { describe, expect, it } from 'vitest'
import type { Bed, Vital, Wave } from '../api/types'
import { beyond, figure, HIDE_AFTER_LOST_MILLIS, newest, places, range, recorded, sortedWaves, unit } from './vitals'

const at1402 = new Date(2026, 10, 20, 14, 2, 5).getTime()

function vital(change: Partial<Vital>): Vital {
  return {
    code: 150456,
    ref: 'MDC_PULS_OXIM_SAT_O2',
    label: 'SpO₂',
    unit: '%',
    value: '97',
    validity: 'VALID',
    measured: at1402,
    received: at1402,
    device: 'ox-01',
    priority: null,
    stale: false,
    last: null,
    low: '90',
    high: null,
    conflict: false,
    ...change,
  }
}

describe('figure', () => {
  it('is the value while it is fresh', () => {
    expect(figure(vital({}), null)).toEqual({ text: '97', tone: 'live', note: null })
  })

  it('is grey and says when, once stale', () => {
    expect(figure(vital({ stale: true }), null)).toEqual({ text: '97', tone: 'stale', note: 'last at 14:02' })
  })

  it('is two dashes with the last value once too old', () => {
    const old = vital({ value: null, stale: true, last: { value: '97', measured: at1402 } })
    expect(figure(old, null)).toEqual({ text: '--', tone: 'none', note: 'last 97 at 14:02' })
  })

  it('says why there is none', () => {
    const off = vital({ value: null, validity: 'SENSOR_OFF', last: { value: '97', measured: at1402 } })
    expect(figure(off, null).note).toBe('probe off · last 97 at 14:02')
    expect(figure(vital({ value: null, validity: 'ONGOING' }), null).note).toBe('measuring')
  })

  it('greys at once without contact, and goes away after the limit', () => {
    expect(figure(vital({}), 0).tone).toBe('stale')
    expect(figure(vital({}), HIDE_AFTER_LOST_MILLIS).text).toBe('97')
    const hidden = figure(vital({}), HIDE_AFTER_LOST_MILLIS + 1)
    expect(hidden).toEqual({ text: '--', tone: 'none', note: 'last 97 at 14:02' })
  })

  it('marks what the device itself doubts', () => {
    expect(figure(vital({ validity: 'QUESTIONABLE' }), null)).toEqual({ text: '97', tone: 'live', note: 'doubtful' })
  })
})

describe('places', () => {
  const ecg = vital({ code: 147842, ref: 'MDC_ECG_HEART_RATE', label: 'HR' })
  const pulse = vital({ code: 149530, ref: 'MDC_PULS_OXIM_PULS_RATE', label: 'PR' })
  const breath = vital({ code: 151562, ref: 'MDC_RESP_RATE', label: 'RR' })

  it('prefers the heart rate of the ECG, whatever the order', () => {
    expect(places([pulse, ecg]).heart).toBe(ecg)
    expect(places([pulse, ecg]).others).toEqual([pulse])
  })

  it('takes the pulse where there is no ECG', () => {
    expect(places([pulse, breath]).heart).toBe(pulse)
    expect(places([pulse, breath]).respiration).toBe(breath)
  })

  it('takes a pressure as the one figure that the server sends', () => {
    const cuff = vital({ code: 150020, ref: 'MDC_PRESS_BLD_NONINV', label: 'NIBP', value: '128/74' })
    const line = vital({ code: 150036, ref: 'MDC_PRESS_BLD_ART_ABP', label: 'ABP', value: '120/70' })
    expect(places([pulse, cuff]).pressure).toBe(cuff)
    expect(places([line]).pressure).toBe(line)
    expect(places([cuff]).others).toEqual([])
  })

  it('leaves a place without a source empty', () => {
    expect(places([breath]).oxygen).toBeNull()
  })
})

describe('recorded', () => {
  it('is the vital itself', () => {
    const oxygen = vital({})
    expect(recorded(oxygen)).toEqual([oxygen])
  })

  it('is the two parts of a pressure, of which the upper one has the limits', () => {
    const cuff = vital({ code: 150020, ref: 'MDC_PRESS_BLD_NONINV', label: 'NIBP', low: '90', high: '160' })
    expect(recorded(cuff).map(({ code, label, high }) => [code, label, high])).toEqual([
      [150021, 'NIBP sys', '160'],
      [150022, 'NIBP dia', null],
    ])
  })
})

describe('beyond', () => {
  it('is what the tile lacks', () => {
    const oxygen = vital({})
    const perfusion = vital({ code: 150448, ref: 'MDC_BLD_PERF_INDEX', label: 'PI' })
    expect(beyond([oxygen], [oxygen, perfusion])).toEqual([perfusion])
  })
})

describe('small formats', () => {
  it('writes limits as people do', () => {
    expect(range({ low: '50', high: '120' })).toBe('50–120')
    expect(range({ low: '90', high: null })).toBe('≥ 90')
    expect(range({ low: null, high: '30' })).toBe('≤ 30')
    expect(range({ low: null, high: null })).toBe('')
  })

  it('writes units as people do', () => {
    expect(unit('mm[Hg]')).toBe('mmHg')
    expect(unit('%')).toBe('%')
  })
})

describe('sortedWaves', () => {
  it('has ECG above pulse above breath', () => {
    const wave = (ref: string): Wave => ({ code: ref.length, ref, label: '', unit: '', periodNanos: 8e6 })
    const sorted = sortedWaves([wave('MDC_IMPED_TTHOR'), wave('MDC_PULS_OXIM_PLETH'), wave('MDC_ECG_ELEC_POTL_II')])
    expect(sorted.map((it) => it.ref)).toEqual(['MDC_ECG_ELEC_POTL_II', 'MDC_PULS_OXIM_PLETH', 'MDC_IMPED_TTHOR'])
  })
})

describe('newest', () => {
  it('does not take a cuff for a sign of life', () => {
    const cuff = vital({ ref: 'MDC_PRESS_BLD_NONINV', measured: at1402 + 60_000 })
    const bed = { vitals: [vital({}), cuff] } as Bed
    expect(newest(bed)).toBe(at1402)
    expect(newest({ vitals: [cuff] } as unknown as Bed)).toBe(at1402 + 60_000)
    expect(newest({ vitals: [] } as unknown as Bed)).toBeNull()
  })
})
