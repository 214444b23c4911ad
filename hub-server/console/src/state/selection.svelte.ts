import type { Alert } from '../api/types'
import { follow, inbox, urgentFirst, type Target } from '../format/alerts'
import { ward } from './app'
import { route } from './route.svelte'
import { desk } from './session.svelte'

/** What stands somewhere for less than this has not been seen there. */
const SEEN_MILLIS = 1_000

/**
 * Which alert the keys act on: the one that was chosen, else the one that was shown as the most urgent when nothing
 * else was; on a bed's page among the bed's own.
 */
class Selection {
  #target: Target | null = $state.raw(null)
  #movedAt = -Infinity
  readonly inbox = $derived(inbox(ward.alerts))
  readonly list: Alert[] = $derived.by(() => {
    const all = [...this.inbox.attention, ...this.inbox.acknowledged]
    if (route.page !== 'bed') return all
    return all.filter((alert) => ward.bedOf(alert)?.bed === route.path[1]).sort(urgentFirst)
  })
  readonly current: Alert | null = $derived.by(() => {
    const target = follow(this.list, this.#target)
    return this.list.find((alert) => alert.episode === target?.episode) ?? null
  })

  constructor() {
    $effect.root(() => {
      $effect(() => {
        const next = follow(this.list, this.#target)
        if (next?.episode === this.#target?.episode) return
        this.#target = next
        this.#movedAt = performance.now()
      })
    })
  }

  choose(alert: Alert) {
    this.#target = { episode: alert.episode, chosen: true }
    this.#movedAt = -Infinity
  }

  move(step: number) {
    const index = this.list.findIndex((alert) => alert.episode === this.current?.episode)
    const next = this.list[Math.min(this.list.length - 1, Math.max(0, index + step))]
    if (next !== undefined) this.choose(next)
  }

  /** Does something to the keys' alert, unless it has just become that by itself. */
  withCurrent(deed: (alert: Alert) => unknown) {
    if (this.current !== null) this.seen(this.#movedAt, () => deed(this.current!))
  }

  /** Does something where somebody clicked, unless what stands there has just come there. */
  seen(movedAt: number, deed: () => unknown) {
    if (performance.now() - movedAt < SEEN_MILLIS)
      desk.say('Not done. What stands here has just changed: look again.', true)
    else void deed()
  }
}

export const selection = new Selection()
