import { CONTACT_TIMEOUT_MILLIS, Stream, type StreamEvent } from '../api/stream'
import type { Alert, Bed, Conflict, Gateway, Site } from '../api/types'
import { byBed, replaced } from '../format/alerts'
import { newest } from '../format/vitals'
import { WaveBoard } from '../wave/board'

/** One bed: replaced as a whole when the stream says so, so that only its own tile looks again. */
export class BedCell {
  bed: Bed = $state.raw()!
  /** From measured to shown, of the newest value when it came. */
  lagMillis: number | null = $state(null)

  constructor(bed: Bed) {
    this.bed = bed
  }
}

/** What this page knows of the ward, fed by the event stream. One instance a page. */
export class Ward {
  site: Site = $state('hub')
  beds: BedCell[] = $state.raw([])
  alerts: Alert[] = $state.raw([])
  conflicts: Conflict[] = $state.raw([])
  gateways: Gateway[] = $state.raw([])
  /** The server's time, once a second; goes on counting without contact. */
  now: number = $state(Date.now())
  /** Since when there is no contact; null while there is. */
  lostSince: number | null = $state(null)
  /** Has anything been heard at all? Until then the page says that it is connecting. */
  heard: boolean = $state(false)

  readonly waves = new WaveBoard(() => this.time())
  readonly #cells = new Map<string, BedCell>()
  readonly #stream: Stream
  #offset = Date.now() - performance.now()
  #clockHeard = performance.now()
  #ticker: ReturnType<typeof setInterval> | undefined

  constructor() {
    this.#stream = new Stream('api/v1/stream', (event) => this.#take(event))
  }

  start() {
    this.#clockHeard = performance.now()
    this.#stream.start()
    this.#ticker = setInterval(() => this.#tick(), 250)
  }

  stop() {
    this.#stream.stop()
    clearInterval(this.#ticker)
    this.#ticker = undefined
  }

  /** Forgets all that it shows; where somebody looks it asks again, as that person. */
  forget(somebodyLooks: boolean) {
    this.#replaceBeds([])
    this.alerts = []
    this.conflicts = []
    this.gateways = []
    this.waves.clear()
    this.heard = false
    if (somebodyLooks && this.#ticker !== undefined) this.#stream.restart()
  }

  /** The server's clock as far as this page knows it, carried on by this computer's monotonic clock. */
  time(): number {
    return performance.now() + this.#offset
  }

  cell(bed: string): BedCell | undefined {
    // Read through the list, so that a page for a bed that is not there yet notices when it comes.
    return this.beds.find((cell) => cell.bed.bed === bed)
  }

  /** The bed of an alert; two wards may call a bed the same. */
  bedOf(alert: Alert): Bed | undefined {
    const bed = alert.bed === null ? undefined : this.cell(alert.bed)?.bed
    return bed !== undefined && (alert.ward === null || alert.ward === bed.ward) ? bed : undefined
  }

  /** An answer that is newer than the stream's next event; one that the stream has overtaken changes nothing. */
  replaceAlert(alert: Alert) {
    this.alerts = replaced(this.alerts, alert)
  }

  #take(event: StreamEvent) {
    switch (event.name) {
      case 'hello':
        this.site = event.data.site
        this.#hear(event.data.time)
        break
      case 'clock':
        this.#hear(event.data.time)
        break
      case 'beds':
        this.#replaceBeds(event.data.beds)
        break
      case 'bed':
        this.#replaceBed(event.data)
        break
      case 'wave':
        this.waves.append(event.data)
        break
      case 'alerts':
        this.alerts = event.data.alerts
        break
      case 'conflicts':
        this.conflicts = event.data.conflicts
        break
      case 'gateways':
        this.gateways = event.data.gateways
        break
    }
  }

  #hear(time: number) {
    this.#clockHeard = performance.now()
    const offset = time - performance.now()
    // The way here only ever delays: trust the fastest, follow slowly, jump when the clock was set.
    const change = offset - this.#offset
    this.#offset = change > 0 || change < -2_000 ? offset : this.#offset + change * 0.05
    this.heard = true
    this.lostSince = null
    this.#tick()
  }

  #tick() {
    const second = Math.floor(this.time() / 1_000) * 1_000
    if (second !== this.now) this.now = second
    if (this.lostSince === null && performance.now() - this.#clockHeard > CONTACT_TIMEOUT_MILLIS) {
      this.lostSince = this.#clockHeard + this.#offset
    }
  }

  #replaceBeds(beds: Bed[]) {
    const names = new Set(beds.map((bed) => bed.bed))
    for (const name of this.#cells.keys()) {
      if (names.has(name)) continue
      this.#cells.delete(name)
      this.waves.forget(name)
    }
    for (const bed of beds) this.#update(bed)
    this.#publish()
  }

  #replaceBed(bed: Bed) {
    if (this.#update(bed)) this.#publish()
  }

  /** True when the bed is new. */
  #update(bed: Bed): boolean {
    const known = this.#cells.get(bed.bed)
    const cell = known ?? new BedCell(bed)
    if (known === undefined) this.#cells.set(bed.bed, cell)
    else known.bed = bed
    const measured = newest(bed)
    cell.lagMillis = measured === null ? null : this.time() - measured
    return known === undefined
  }

  #publish() {
    this.beds = [...this.#cells.values()].sort((a, b) => byBed(a.bed.bed, b.bed.bed))
  }
}
