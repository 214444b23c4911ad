import type { WaveRun } from '../api/types'
import { Playout } from './playout'
import type { Sweep } from './sweep'

/** Frames a second that a strip needs to look continuous at 25 mm/s-like speeds. */
const FRAME_MILLIS = 1000 / 30

/** All curves of the page and the one animation loop that draws the strips that are in sight. */
export class WaveBoard {
  readonly #playouts = new Map<string, Playout>()
  readonly #strips = new Set<Sweep>()
  #frame = 0
  #drawnAt = 0

  constructor(private readonly clock: () => number) {}

  append(run: WaveRun) {
    this.playout(run.bed, run.code).append(run, this.clock())
  }

  playout(bed: string, code: number): Playout {
    const key = `${bed}/${code}`
    let playout = this.#playouts.get(key)
    if (playout === undefined) {
      playout = new Playout()
      this.#playouts.set(key, playout)
    }
    return playout
  }

  /** Nothing of a bed's curves is drawn any more. */
  forget(bed: string) {
    for (const key of this.#playouts.keys()) if (key.startsWith(`${bed}/`)) this.#playouts.delete(key)
  }

  clear() {
    this.#playouts.clear()
  }

  show(strip: Sweep) {
    this.#strips.add(strip)
    if (this.#frame === 0) this.#frame = requestAnimationFrame(this.#draw)
  }

  hide(strip: Sweep) {
    this.#strips.delete(strip)
  }

  readonly #draw = (timestamp: number) => {
    if (this.#strips.size === 0) {
      this.#frame = 0
      return
    }
    this.#frame = requestAnimationFrame(this.#draw)
    if (timestamp - this.#drawnAt < FRAME_MILLIS - 4) return
    this.#drawnAt = timestamp
    const now = this.clock()
    for (const strip of this.#strips) strip.frame(now)
  }
}
