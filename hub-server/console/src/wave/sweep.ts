import type { Playout } from './playout'

/** Empty pixels ahead of the pen. */
const CLEAR_AHEAD = 14

/**
 * One strip: a pen that sweeps from left to right over what it drew before. Each frame clears and draws only the
 * columns that the pen passed since the last one.
 */
export class Sweep {
  readonly #context: CanvasRenderingContext2D
  #width = 0
  #height = 0
  #drawnUntil = Number.NaN
  #colour = '#fff'

  constructor(
    private readonly canvas: HTMLCanvasElement,
    private readonly playout: Playout,
    private readonly sweepMillis: number,
    private readonly lineWidth: number,
  ) {
    this.#context = canvas.getContext('2d', { alpha: true })!
  }

  /** After a change of size or theme: everything is drawn again from what is kept. */
  resize(width: number, height: number, ratio: number, colour: string) {
    this.#width = Math.max(1, Math.floor(width))
    this.#height = Math.max(1, Math.floor(height))
    this.#colour = colour
    this.canvas.width = Math.round(this.#width * ratio)
    this.canvas.height = Math.round(this.#height * ratio)
    this.#context.setTransform(ratio, 0, 0, ratio, 0, 0)
    this.#drawnUntil = Number.NaN
  }

  frame(now: number) {
    if (this.#width <= 1) return
    const until = this.playout.playhead(now)
    if (!(this.#drawnUntil < until) || until - this.#drawnUntil > this.sweepMillis) {
      this.#context.clearRect(0, 0, this.#width, this.#height)
      this.#drawnUntil = until - this.sweepMillis * 0.97
    }
    // Not closer than a third of a pixel: drawing less is invisible and costs the same.
    if (((until - this.#drawnUntil) / this.sweepMillis) * this.#width < 0.34) return
    this.#pass(this.#drawnUntil, until)
    this.#drawnUntil = until
  }

  #pass(from: number, until: number) {
    const start = this.#turn(from)
    if (this.#turn(until) !== start) {
      // Over the right edge: two passes.
      const edge = (start + 1) * this.sweepMillis
      this.#span(from, edge - 0.001)
      this.#clear(0, ((until - edge) / this.sweepMillis) * this.#width + CLEAR_AHEAD)
      this.#span(edge, until)
    } else {
      this.#span(from, until)
    }
  }

  #turn(t: number) {
    return Math.floor(t / this.sweepMillis)
  }

  #x(t: number) {
    return ((t / this.sweepMillis) % 1) * this.#width
  }

  #y(value: number) {
    const { low, high } = this.playout
    const spread = high - low || 1
    const margin = 2 + this.lineWidth
    return this.#height - margin - ((value - low) / spread) * (this.#height - 2 * margin)
  }

  #clear(x: number, width: number) {
    this.#context.clearRect(x, 0, width, this.#height)
  }

  #span(from: number, until: number) {
    const x0 = this.#x(from)
    const x1 = this.#x(until)
    this.#clear(x0 + this.lineWidth, x1 - x0 + CLEAR_AHEAD)
    const context = this.#context
    context.strokeStyle = this.#colour
    context.lineWidth = this.lineWidth
    context.lineJoin = 'round'
    context.beginPath()
    // One sample before, so that the line joins what was drawn.
    const first = Math.max(0, this.playout.indexAt(from) - 1)
    let pen = false
    let previous = Number.NaN
    for (let index = first; index < this.playout.length; index++) {
      const t = this.playout.time(index)
      if (t > until) break
      const value = this.playout.value(index)
      const gap = t - previous > 3 * this.playout.period
      previous = t
      if (value === null) {
        pen = false
        continue
      }
      const sameTurn = this.#turn(t) === this.#turn(until)
      const x = sameTurn ? this.#x(t) : x0
      const y = this.#y(value)
      if (pen && !gap) context.lineTo(x, y)
      else context.moveTo(x, y)
      pen = true
    }
    context.stroke()
  }
}
