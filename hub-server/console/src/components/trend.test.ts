import { describe, expect, it } from 'vitest'
import { columnsOf, extent } from './trend'

const history = {
  code: 150456,
  points: [
    [1_000, 95, 97, 96],
    [2_000, 94, 97, 95],
    [9_000, 93, 96, 94],
  ] as [number, number, number, number][],
  gaps: [{ from: 3_000, until: 8_000, kind: 'LOST' as const, reason: 'disk full' }],
  correctedMillis: 0,
}

describe('trend', () => {
  it('breaks the line where a gap begins', () => {
    const [times, , , last] = columnsOf(history)
    expect(times).toEqual([1, 2, 3, 9])
    expect(last).toEqual([96, 95, null, 94])
  })

  it('shows a limit that is near, and not one that is far', () => {
    expect(extent(history, [90])[0]).toBeLessThan(90)
    expect(extent(history, [50])[0]).toBeGreaterThan(80)
  })

  it('has a scale even with nothing to show', () => {
    expect(extent({ ...history, points: [] }, [90])).toEqual([0, 100])
  })
})
