import type { Alert } from '../api/types'
import { act, pause } from './app'
import { go } from './route.svelte'
import { selection } from './selection.svelte'

const KEY = 'wardkeep.keys'
const CHORD_MILLIS = 1_200

/** One-letter keys; a person can turn them off, because speech input types letters. */
class Keys {
  on: boolean = $state(localStorage.getItem(KEY) !== 'off')
  help: boolean = $state(false)
  search: boolean = $state(false)
  #goPressed = -Infinity

  toggle() {
    this.on = !this.on
    localStorage.setItem(KEY, this.on ? 'on' : 'off')
  }

  readonly press = (event: KeyboardEvent) => {
    if (!this.on || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return
    const target = event.target as HTMLElement
    if (target.closest('input, select, textarea, dialog') !== null) return
    const interactive = target.closest('a, button, summary') !== null
    const chord = performance.now() - this.#goPressed < CHORD_MILLIS
    this.#goPressed = -Infinity
    const key = event.key
    if (chord && key in GO) return this.#done(event, () => go(GO[key]!))
    if (key === 'g') {
      this.#goPressed = performance.now()
    } else if (key === '?') this.#done(event, () => (this.help = true))
    else if (key === '/') this.#done(event, () => (this.search = true))
    else if (key === 'j' || (key === 'ArrowDown' && !interactive)) this.#done(event, () => selection.move(1))
    else if (key === 'k' || (key === 'ArrowUp' && !interactive)) this.#done(event, () => selection.move(-1))
    else if (selection.current === null) return
    else if (key === 'Enter' && !interactive) this.#act(event, (alert) => act(alert, 'accept'))
    else if (key === 'a') this.#act(event, (alert) => act(alert, 'acknowledge'))
    else if (key === 'r') this.#act(event, (alert) => act(alert, 'reject'))
    else if (key === 'p') this.#act(event, pause)
  }

  #act(event: KeyboardEvent, deed: (alert: Alert) => unknown) {
    this.#done(event, () => selection.withCurrent(deed))
  }

  #done(event: KeyboardEvent, deed: () => void) {
    event.preventDefault()
    deed()
  }
}

const GO: Record<string, string> = {
  w: '#/wall',
  a: '#/alerts',
  c: '#/conflicts',
  g: '#/gateways',
}

export const keys = new Keys()
