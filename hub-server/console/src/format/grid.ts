/** The smallest tile that can be read from three metres. */
export const TILE_WIDTH_MIN = 216
export const TILE_HEIGHT_MIN = 150
const COMFORT_WIDTH = 288
const COMFORT_HEIGHT = 198

/**
 * How many columns a wall has. It depends on the number of beds and the screen only, never on what the beds show, so
 * that no tile moves when something alarms. Prefers tiles near the comfortable size, and scrolls when none fit.
 */
export function columns(beds: number, width: number, height: number, gap: number): number {
  if (beds < 1 || width < 1) return 1
  let best = 1
  let bestScore = -Infinity
  const most = Math.max(1, Math.floor((width + gap) / (TILE_WIDTH_MIN + gap)))
  for (let n = 1; n <= Math.min(most, beds); n++) {
    const tileWidth = (width - gap * (n - 1)) / n
    const rows = Math.ceil(beds / n)
    const tileHeight = (height - gap * (rows - 1)) / rows
    const fits = tileHeight >= TILE_HEIGHT_MIN
    const size = Math.min(tileWidth / COMFORT_WIDTH, tileHeight / COMFORT_HEIGHT, 1.6)
    const shape = Math.abs(Math.log(tileWidth / tileHeight / (COMFORT_WIDTH / COMFORT_HEIGHT)))
    const score = (fits ? 10 : 0) + size - 0.35 * shape
    if (score > bestScore) {
      best = n
      bestScore = score
    }
  }
  return best
}
