import { describe, expect, it } from 'vitest'
import { columns, TILE_HEIGHT_MIN, TILE_WIDTH_MIN } from './grid'

const GAP = 11

function tile(beds: number, width: number, height: number) {
  const n = columns(beds, width, height, GAP)
  const rows = Math.ceil(beds / n)
  return { n, width: (width - GAP * (n - 1)) / n, height: (height - GAP * (rows - 1)) / rows }
}

describe('columns', () => {
  it('lays sixteen beds out four by four on the two screens that matter', () => {
    expect(tile(16, 1188, 826).n).toBe(4)
    expect(tile(16, 925, 726).n).toBe(4)
  })

  it('never makes a tile narrower than can be read', () => {
    for (let beds = 1; beds <= 64; beds++) {
      expect(tile(beds, 1188, 826).width).toBeGreaterThanOrEqual(TILE_WIDTH_MIN)
    }
  })

  it('fits without scrolling wherever it can', () => {
    for (let beds = 1; beds <= 20; beds++) {
      expect(tile(beds, 1188, 826).height).toBeGreaterThanOrEqual(TILE_HEIGHT_MIN)
    }
  })

  it('does not fall over nothing', () => {
    expect(columns(0, 1000, 800, GAP)).toBe(1)
    expect(columns(5, 0, 0, GAP)).toBe(1)
  })
})
