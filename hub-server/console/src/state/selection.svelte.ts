import type { Alert } from '../api/types'
import { inbox } from '../format/alerts'
import { ward } from './app'
import { route } from './route.svelte'

/** Which alert the keys act on: the bed page's own, else the one chosen in the list, else the most urgent. */
class Selection {
  #episode: string | null = $state(null)
  readonly inbox = $derived(inbox(ward.alerts))
  readonly list: Alert[] = $derived.by(() => {
    const all = [...this.inbox.attention, ...this.inbox.acknowledged]
    return route.page === 'bed' ? all.filter((alert) => alert.bed === route.path[1]) : all
  })
  readonly current: Alert | null = $derived(
    this.list.find((alert) => alert.episode === this.#episode) ?? this.list[0] ?? null,
  )

  choose(alert: Alert) {
    this.#episode = alert.episode
  }

  move(step: number) {
    const index = this.list.findIndex((alert) => alert.episode === this.current?.episode)
    const next = this.list[Math.min(this.list.length - 1, Math.max(0, index + step))]
    if (next !== undefined) this.#episode = next.episode
  }
}

export const selection = new Selection()
