import { describe, expect, it } from 'vitest'
import { ago, clockTime, count, dayTime, duration, lag } from './time'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

describe('duration', () => {
  it('counts seconds, then minutes and seconds, then hours', () => {
    expect(duration(24 * SECOND + 999)).toBe('24 s')
    expect(duration(59_999)).toBe('59 s')
    expect(duration(MINUTE)).toBe('1:00')
    expect(duration(72 * SECOND)).toBe('1:12')
    expect(duration(2 * HOUR + 5 * MINUTE)).toBe('2 h 05')
    expect(duration(49 * HOUR)).toBe('2 d')
  })

  it('is never negative, whatever the clocks say', () => {
    expect(duration(-5_000)).toBe('0 s')
    expect(lag(-1)).toBe('0.0 s')
    expect(ago(-1)).toBe('0 s ago')
  })
})

describe('lag', () => {
  it('shows a tenth where it matters', () => {
    expect(lag(312)).toBe('0.3 s')
    expect(lag(9_949)).toBe('9.9 s')
    expect(lag(9_950)).toBe('10 s')
    expect(lag(4 * MINUTE)).toBe('4 min')
    expect(lag(3 * HOUR)).toBe('3 h')
  })
})

describe('ago', () => {
  it('has whole seconds', () => {
    expect(ago(6_400)).toBe('6 s ago')
    expect(ago(12 * MINUTE)).toBe('12 min ago')
  })
})

describe('clock', () => {
  const now = new Date(2026, 10, 20, 14, 7, 32).getTime()

  it('has seconds and leading zeros', () => {
    expect(clockTime(now)).toBe('14:07:32')
    expect(clockTime(new Date(2026, 10, 20, 1, 2, 3).getTime())).toBe('01:02:03')
  })

  it('names the day when it is another one', () => {
    expect(dayTime(now - HOUR, now)).toBe('13:07:32')
    expect(dayTime(now - 24 * HOUR, now)).toBe('19 Nov 14:07')
  })
})

describe('count', () => {
  it('sets thousands apart', () => {
    expect(count(7)).toBe('7')
    expect(count(1_204_331)).toBe('1\u202f204\u202f331')
  })
})
