import type { Priority } from '../api/types'
import { sounding } from '../format/alerts'
import { ward } from './app'

interface Burst {
  /** Onsets of the pulses, seconds from the burst's begin. */
  onsets: number[]
  pulse: number
  fundamental: number
  loudness: number
  /** From one burst's begin to the next one's. */
  everyMillis: number
}

const x = 0.1
const pulse = 0.15
/** Ten pulses as 3 + 2, twice; the gaps are from a pulse's end to the next one's begin. */
function highOnsets(): number[] {
  const five = [0, 1, 2].map((n) => n * (pulse + x))
  five.push(2 * (pulse + x) + pulse + 2 * x + pulse)
  five.push(five[3]! + pulse + x)
  const second = five[4]! + pulse + 0.6
  return [...five, ...five.map((onset) => onset + second)]
}

/** Bursts in the manner of IEC 60601-1-8; medium and low are never louder than high. */
const BURSTS: Record<Priority, Burst> = {
  HIGH: { onsets: highOnsets(), pulse, fundamental: 523, loudness: 0.5, everyMillis: 7_000 },
  MEDIUM: { onsets: [0, 0.4, 0.8], pulse: 0.2, fundamental: 440, loudness: 0.35, everyMillis: 12_000 },
  LOW: { onsets: [0, 0.4], pulse: 0.2, fundamental: 330, loudness: 0.25, everyMillis: 25_000 },
}

/**
 * The page's own sound. A browser lets a page sound only after a gesture, so it is off until somebody arms it, and
 * that is shown. The bed's own sound does not depend on this.
 */
class Sound {
  armed: boolean = $state(false)
  #context: AudioContext | null = null
  #wave: PeriodicWave | null = null
  #burstAt = -Infinity
  #priority: Priority | null = null

  async arm() {
    this.#context ??= new AudioContext()
    await this.#context.resume()
    // A fundamental with its harmonics, so that it is heard in noise and by ears that have lost the high tones.
    this.#wave ??= this.#context.createPeriodicWave(
      new Float32Array(7),
      new Float32Array([0, 1, 0.8, 0.7, 0.6, 0.5, 0.4]),
    )
    this.armed = this.#context.state === 'running'
    this.#context.onstatechange = () => (this.armed = this.#context?.state === 'running')
    if (this.armed) this.#play({ ...BURSTS.LOW, onsets: [0] })
    setInterval(() => this.#listen(), 250)
  }

  #listen() {
    const alert = sounding(ward.alerts, ward.now)
    const priority = ward.lostSince === null ? (alert?.priority ?? null) : (alert?.priority ?? 'MEDIUM')
    if (priority === null) {
      this.#priority = null
      return
    }
    const burst = BURSTS[priority]
    const now = performance.now()
    if (priority === this.#priority && now - this.#burstAt < burst.everyMillis) return
    this.#priority = priority
    this.#burstAt = now
    this.#play(burst)
  }

  #play(burst: Burst) {
    const context = this.#context
    if (context === null || this.#wave === null) return
    for (const onset of burst.onsets) {
      const begin = context.currentTime + 0.02 + onset
      const end = begin + burst.pulse
      const tone = context.createOscillator()
      const gain = context.createGain()
      tone.setPeriodicWave(this.#wave)
      tone.frequency.value = burst.fundamental
      gain.gain.setValueAtTime(0, begin)
      gain.gain.linearRampToValueAtTime(burst.loudness, begin + 0.025)
      gain.gain.setValueAtTime(burst.loudness, end - 0.03)
      gain.gain.linearRampToValueAtTime(0, end)
      tone.connect(gain).connect(context.destination)
      tone.start(begin)
      tone.stop(end)
    }
  }
}

export const sound = new Sound()
