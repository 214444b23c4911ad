import { Problem } from '../api/client'

/** What a page asked the server for, asked again every so often. Keeps the last answer and says what went wrong. */
export class Poll<T> {
  value: T | null = $state.raw(null)
  problem: string | null = $state(null)
  /** When the last answer came, by `performance.now()`. */
  answeredAt: number = $state(-Infinity)

  constructor(private readonly ask: () => Promise<T>) {}

  async refresh() {
    try {
      this.value = await this.ask()
      this.answeredAt = performance.now()
      this.problem = null
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem
      this.problem = problem.message
    }
  }

  /** For an effect: asks now and then every so many milliseconds, until the effect ends. */
  every(millis: number): () => void {
    void this.refresh()
    const timer = setInterval(() => void this.refresh(), millis)
    return () => clearInterval(timer)
  }
}
