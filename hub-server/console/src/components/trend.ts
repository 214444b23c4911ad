import uPlot from 'uplot'
import type { Gap, History, Point } from '../api/types'

export type Columns = [times: number[], min: (number | null)[], max: (number | null)[], last: (number | null)[]]

/** uPlot's columns (seconds), with an empty point at each gap's begin so that no line crosses it. */
export function columnsOf(history: History): Columns {
  const breaks: Point[] = history.gaps.map((gap) => [gap.from, NaN, NaN, NaN])
  const all = [...history.points, ...breaks].sort((a, b) => a[0] - b[0])
  const value = (n: number) => (Number.isNaN(n) ? null : n)
  return [
    all.map((p) => p[0] / 1000),
    all.map((p) => value(p[1])),
    all.map((p) => value(p[2])),
    all.map((p) => value(p[3])),
  ]
}

/** The scale: what was measured, and a limit when it is near enough to matter. */
export function extent(history: History, limits: number[]): [number, number] {
  let low = Infinity
  let high = -Infinity
  for (const [, min, max] of history.points) {
    low = Math.min(low, min)
    high = Math.max(high, max)
  }
  if (low > high) return [0, 100]
  const spread = Math.max(high - low, 4)
  for (const limit of limits) {
    if (limit > low - 1.5 * spread && limit < high + 1.5 * spread) {
      low = Math.min(low, limit)
      high = Math.max(high, limit)
    }
  }
  const margin = Math.max(1, (high - low) * 0.08)
  return [low - margin, high + margin]
}

export interface Look {
  line: string
  band: string
  grid: string
  text: string
  strong: string
}

/** Gaps look different by cause: nothing sent, declared lost, not heard yet. */
export function hatch(kind: Gap['kind'], look: Look, ratio: number): CanvasPattern | null {
  const size = 8 * ratio
  const tile = document.createElement('canvas')
  tile.width = size
  tile.height = size
  const context = tile.getContext('2d')!
  context.strokeStyle = look.text
  context.fillStyle = look.text
  context.lineWidth = ratio
  const lines = (...points: [number, number, number, number][]) => {
    context.beginPath()
    for (const [x0, y0, x1, y1] of points) {
      context.moveTo(x0 * size, y0 * size)
      context.lineTo(x1 * size, y1 * size)
    }
    context.stroke()
  }
  switch (kind) {
    case 'NO_DATA':
      context.globalAlpha = 0.45
      lines([0, 1, 1, 0], [-0.5, 0.5, 0.5, -0.5], [0.5, 1.5, 1.5, 0.5])
      break
    case 'LOST':
      context.globalAlpha = 0.3
      context.fillRect(0, 0, size, size)
      context.globalAlpha = 0.8
      lines([0, 1, 1, 0], [0, 0, 1, 1])
      break
    case 'LINK':
      context.globalAlpha = 0.6
      context.beginPath()
      context.arc(size / 2, size / 2, 1.2 * ratio, 0, 2 * Math.PI)
      context.fill()
      break
  }
  return context.createPattern(tile, 'repeat')
}

/** Draws gaps under and limit lines over the curve. */
export function overlay(gaps: Gap[], limits: number[], look: Look): uPlot.Plugin {
  return {
    hooks: {
      drawAxes: (plot) => {
        const { ctx, bbox } = plot
        ctx.save()
        for (const gap of gaps) {
          const x0 = Math.max(bbox.left, plot.valToPos(gap.from / 1000, 'x', true))
          const x1 = Math.min(bbox.left + bbox.width, plot.valToPos(gap.until / 1000, 'x', true))
          if (x1 <= x0) continue
          ctx.fillStyle = hatch(gap.kind, look, devicePixelRatio) ?? look.text
          ctx.fillRect(x0, bbox.top, Math.max(2 * devicePixelRatio, x1 - x0), bbox.height)
        }
        ctx.restore()
      },
      draw: (plot) => {
        const { ctx, bbox } = plot
        ctx.save()
        ctx.strokeStyle = look.strong
        ctx.fillStyle = look.strong
        ctx.lineWidth = 1.2 * devicePixelRatio
        ctx.font = `${11 * devicePixelRatio}px 'Inter Variable', sans-serif`
        ctx.textAlign = 'left'
        ctx.textBaseline = 'middle'
        for (const limit of limits) {
          const y = plot.valToPos(limit, 'y', true)
          if (y < bbox.top || y > bbox.top + bbox.height) continue
          ctx.setLineDash([5 * devicePixelRatio, 4 * devicePixelRatio])
          ctx.beginPath()
          ctx.moveTo(bbox.left, y)
          ctx.lineTo(bbox.left + bbox.width, y)
          ctx.stroke()
          ctx.fillText(String(limit), bbox.left + bbox.width + 5 * devicePixelRatio, y)
        }
        ctx.restore()
      },
    },
  }
}
