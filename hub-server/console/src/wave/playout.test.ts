import { describe, expect, it } from 'vitest'
import { Playout } from './playout'

const PERIOD = 16
const RUN_MILLIS = 400

function run(t: number, samples: (number | null)[]) {
  return { bed: '7A-01', code: 1, t, periodNanos: PERIOD * 1e6, scale: 0, samples }
}

function ramp(t: number) {
  return run(
    t,
    Array.from({ length: RUN_MILLIS / PERIOD }, (_, n) => n),
  )
}

describe('playout', () => {
  it('never runs past the newest sample while runs keep coming', () => {
    const playout = new Playout()
    for (let t = 0; t < 20_000; t += RUN_MILLIS) {
      const arrival = t + RUN_MILLIS + 150
      playout.append(ramp(t), arrival)
      const newest = t + RUN_MILLIS - PERIOD
      expect(playout.playhead(arrival)).toBeLessThanOrEqual(newest)
      expect(playout.playhead(arrival + RUN_MILLIS - 1)).toBeLessThanOrEqual(newest + PERIOD)
    }
  })

  it('runs on into emptiness when nothing comes', () => {
    const playout = new Playout()
    playout.append(ramp(0), 500)
    const later = playout.playhead(10_000)
    expect(later).toBeGreaterThan(9_000)
    expect(playout.indexAt(later)).toBe(playout.length)
  })

  it('takes a repeated run once and keeps gaps', () => {
    const playout = new Playout()
    playout.append(run(0, [1, null, 3]), 100)
    playout.append(run(0, [1, null, 3]), 120)
    expect(playout.length).toBe(3)
    expect(playout.value(1)).toBeNull()
  })

  it('forgets what has left every strip', () => {
    const playout = new Playout()
    for (let t = 0; t < 120_000; t += RUN_MILLIS) playout.append(ramp(t), t + RUN_MILLIS)
    expect(playout.length).toBeLessThan(30_000 / PERIOD)
  })
})
