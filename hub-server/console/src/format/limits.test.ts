import { describe, expect, it } from 'vitest'
import { limitProblem, tidy } from './limits'

describe('limits as typed', () => {
  it('takes a decimal comma and leaves an empty limit out', () => {
    expect(tidy(' 38,5 ')).toBe('38.5')
    expect(tidy('  ')).toBeNull()
  })

  it('refuses what is no number, what is crossed, and a delay out of range', () => {
    expect(limitProblem('9o', '', 10)).toContain('not a number')
    expect(limitProblem('120', '120', 10)).toContain('below')
    expect(limitProblem('50', '120', 301)).toContain('delay')
    expect(limitProblem('50', '', Number.NaN)).toContain('delay')
  })

  it('has nothing to say about good ones', () => {
    expect(limitProblem('88', '', 10)).toBeNull()
    expect(limitProblem('-2,5', '40', 0)).toBeNull()
  })
})
