import type { WaveRun } from '../api/types'

/** Longest stretch kept per curve; older samples have left every strip. */
const KEEP_MILLIS = 20_000
/** The play-out delay relaxes this fast towards what the network needs now. */
const RELAX_MILLIS_PER_SECOND = 40
const MARGIN_MILLIS = 40

/**
 * The recent samples of one curve and the moment of them that is shown now. Runs arrive in bursts; play-out trails the
 * newest sample by just so much that the pen never starves, and when nothing comes it runs on into emptiness: a curve
 * without data erases itself instead of standing still.
 */
export class Playout {
  readonly #times: number[] = []
  readonly #values: (number | null)[] = []
  #delayMillis = 0
  #relaxedAt = 0
  /** Milliseconds between samples. */
  period = 8
  low = Number.NaN
  high = Number.NaN

  /** Takes a run in; `now` is the server's clock as this page knows it. */
  append(run: WaveRun, now: number) {
    if (run.samples.length === 0) return
    this.period = run.periodNanos / 1e6
    const lastKept = this.#times.at(-1) ?? -Infinity
    const needed = now - run.t + MARGIN_MILLIS
    if (needed > this.#delayMillis || this.#delayMillis - needed > 5_000) this.#delayMillis = needed
    run.samples.forEach((sample, index) => {
      const t = run.t + index * this.period
      if (t <= lastKept + this.period / 2) return
      this.#times.push(t)
      this.#values.push(sample)
    })
    this.#forget(run.t - KEEP_MILLIS)
    this.#rescale()
  }

  /** The moment under the pen. */
  playhead(now: number): number {
    const seconds = Math.min(1, Math.max(0, (now - this.#relaxedAt) / 1_000))
    this.#relaxedAt = now
    const newest = this.#times.at(-1)
    // Relax only while there is more in hand than a run's worth; otherwise the pen would starve.
    if (newest !== undefined && newest - (now - this.#delayMillis) > 2_500) {
      this.#delayMillis -= RELAX_MILLIS_PER_SECOND * seconds
    }
    return now - this.#delayMillis
  }

  /** Index of the first sample at or after a moment. */
  indexAt(t: number): number {
    let from = 0
    let until = this.#times.length
    while (from < until) {
      const middle = (from + until) >>> 1
      if (this.#times[middle]! < t) from = middle + 1
      else until = middle
    }
    return from
  }

  get length() {
    return this.#times.length
  }

  time(index: number): number {
    return this.#times[index]!
  }

  value(index: number): number | null {
    return this.#values[index]!
  }

  #forget(before: number) {
    const count = this.indexAt(before)
    // In larger bites: removing from the front copies the rest.
    if (count > 500) {
      this.#times.splice(0, count)
      this.#values.splice(0, count)
    }
  }

  /** Follows the extremes of the last seconds: at once outwards, slowly inwards. */
  #rescale() {
    let low = Infinity
    let high = -Infinity
    const from = this.indexAt((this.#times.at(-1) ?? 0) - 6_000)
    for (let index = from; index < this.#values.length; index++) {
      const value = this.#values[index]
      if (value === null || value === undefined) continue
      if (value < low) low = value
      if (value > high) high = value
    }
    if (low > high) return
    this.low = Number.isNaN(this.low) || low < this.low ? low : this.low + (low - this.low) * 0.05
    this.high = Number.isNaN(this.high) || high > this.high ? high : this.high + (high - this.high) * 0.05
  }
}
