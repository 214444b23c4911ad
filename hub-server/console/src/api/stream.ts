import type { StreamEvents } from './types'

/** After this long without a `clock` event the page has no contact, whatever the connection claims. */
export const CONTACT_TIMEOUT_MILLIS = 6_000
const RETRY_MILLIS_MIN = 1_000
const RETRY_MILLIS_MAX = 5_000

export type StreamEvent = { [K in keyof StreamEvents]: { name: K; data: StreamEvents[K] } }[keyof StreamEvents]

const EVENTS: (keyof StreamEvents)[] = ['hello', 'beds', 'bed', 'wave', 'alerts', 'conflicts', 'gateways', 'clock']

/**
 * The event stream, kept open: an `EventSource` gives up on an error status and can hang on a dead connection, so this
 * opens a new one after an error and after a silence.
 */
export class Stream {
  #source: EventSource | null = null
  #retry: ReturnType<typeof setTimeout> | undefined
  #watch: ReturnType<typeof setInterval> | undefined
  #retryMillis = RETRY_MILLIS_MIN
  #openedOrHeard = 0

  constructor(
    private readonly url: string,
    private readonly listener: (event: StreamEvent) => void,
  ) {}

  start() {
    this.#open()
    this.#watch = setInterval(() => {
      if (performance.now() - this.#openedOrHeard > CONTACT_TIMEOUT_MILLIS) this.#again()
    }, 1_000)
  }

  stop() {
    clearInterval(this.#watch)
    clearTimeout(this.#retry)
    this.#source?.close()
    this.#source = null
  }

  /** Opens a new one at once; nothing more comes of the old one. */
  restart() {
    clearTimeout(this.#retry)
    this.#source?.close()
    this.#open()
  }

  #open() {
    this.#openedOrHeard = performance.now()
    const source = new EventSource(this.url)
    this.#source = source
    for (const name of EVENTS) {
      source.addEventListener(name, (event: MessageEvent<string>) => {
        if (name === 'clock' || name === 'hello') {
          this.#openedOrHeard = performance.now()
          this.#retryMillis = RETRY_MILLIS_MIN
        }
        this.listener({ name, data: JSON.parse(event.data) } as StreamEvent)
      })
    }
    source.onerror = () => this.#again()
  }

  #again() {
    this.#source?.close()
    this.#source = null
    this.#openedOrHeard = performance.now()
    clearTimeout(this.#retry)
    this.#retry = setTimeout(() => this.#open(), this.#retryMillis)
    this.#retryMillis = Math.min(this.#retryMillis * 2, RETRY_MILLIS_MAX)
  }
}
