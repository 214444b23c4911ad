// A made-up ward that behaves: numbers wander, one patient desaturates and recovers, one gateway is away, one limit is
// disputed. For building the pages and their tests; no part of the product.

const CODES = {
  hr: { code: 147842, ref: 'MDC_ECG_HEART_RATE', label: 'HR', unit: '/min', low: '50', high: '120' },
  pr: { code: 149530, ref: 'MDC_PULS_OXIM_PULS_RATE', label: 'PR', unit: '/min', low: '50', high: '120' },
  spo2: { code: 150456, ref: 'MDC_PULS_OXIM_SAT_O2', label: 'SpO₂', unit: '%', low: '90', high: null },
  rr: { code: 151562, ref: 'MDC_RESP_RATE', label: 'RR', unit: '/min', low: '8', high: '30' },
  pi: { code: 150448, ref: 'MDC_BLD_PERF_INDEX', label: 'PI', unit: '%', low: null, high: null },
  nibp: { code: 150020, ref: 'MDC_PRESS_BLD_NONINV', label: 'NIBP', unit: 'mmHg', low: '90', high: '160' },
  sys: { code: 150021, ref: 'MDC_PRESS_BLD_NONINV_SYS', label: 'NIBP sys', unit: 'mmHg', low: '90', high: '160' },
  dia: { code: 150022, ref: 'MDC_PRESS_BLD_NONINV_DIA', label: 'NIBP dia', unit: 'mmHg', low: null, high: null },
  temp: { code: 150364, ref: 'MDC_TEMP_BODY', label: 'T', unit: '°C', low: null, high: '39' },
}

/** What a tile shows, in the server's order, and what a bed's page has besides. A pressure is one figure. */
const TILE = ['hr', 'spo2', 'rr', 'nibp', 'temp']
const BESIDES = ['pr', 'pi']

const WAVES = {
  ecg: { code: 131330, ref: 'MDC_ECG_ELEC_POTL_II', label: 'II', unit: 'mV', periodNanos: 4_000_000 },
  pleth: { code: 150452, ref: 'MDC_PULS_OXIM_PLETH', label: 'Pleth', unit: '', periodNanos: 16_000_000 },
  resp: { code: 151780, ref: 'MDC_IMPED_TTHOR', label: 'Resp', unit: 'Ω', periodNanos: 16_000_000 },
}

// bed, patient, hr, spo2, rr, sys, dia, temp
const PEOPLE = [
  ['7A-01', 'J. R. 71', 78, 97, 16, 128, 74, 37.1],
  ['7A-02', 'A. K. 66', 131, 82, 28, 92, 51, 38.4],
  ['7A-03', 'M. S. 54', 64, 98, 14, 121, 70, 36.8],
  ['7A-04', 'unknown', 88, 95, 19, 134, 80, 37.0],
  ['7A-05', 'P. D. 80', 112, 93, 22, 104, 58, 37.9],
  ['7A-06', 'T. V. 45', 59, 99, 13, 118, 72, 36.6],
  ['7A-07', 'L. B. 77', 92, 96, 20, 141, 82, 37.2],
  ['7A-08', 'R. O. 62', 74, 96, 17, 126, 69, 36.9],
  ['7B-01', 'S. N. 59', 70, 97, 15, 119, 73, 36.7],
  ['7B-02', 'E. G. 83', 104, 91, 24, 101, 55, 38.1],
  ['7B-03', 'K. H. 38', 66, 99, 12, 115, 68, 36.5],
  ['7B-04', 'W. F. 69', 81, 95, 18, 137, 79, 37.0],
  ['7C-01', 'D. M. 74', 76, 96, 16, 130, 75, 37.0],
  ['7C-02', 'H. I. 65', 83, 94, 18, 124, 71, 36.9],
  ['7C-03', 'B. C. 58', 69, 98, 15, 117, 66, 36.8],
]

const MINUTE = 60_000

export class MockWard {
  constructor(site, random = Math.random) {
    this.site = site
    this.random = random
    this.started = Date.now()
    this.cutOff = this.started - 42_000
    this.nextEpisode = 1
    this.ended = []
    this.audit = []
    this.siblings = [
      sibling('s1', '88', null, 'J. Lindqvist', 'nurse', this.started - 9 * MINUTE, 'bed', false),
      sibling('s2', '90', null, 'Dr. Amari', 'physician', this.started - 8 * MINUTE, 'hub', true),
    ]
    this.people = PEOPLE.filter(([bed]) => site === 'hub' || bed.startsWith('7A')).map((row) => ({
      bed: row[0],
      label: row[1],
      base: { hr: row[2], spo2: row[3], rr: row[4], sys: row[5], dia: row[6], temp: row[7] },
      now: { hr: row[2], spo2: row[3], rr: row[4], sys: row[5], dia: row[6], temp: row[7] },
      cuff: this.started - 12 * MINUTE,
      limits: new Map(),
      measured: row[0].startsWith('7C') ? this.cutOff : Date.now(),
      beat: random(),
      breath: random(),
    }))
    this.alerts = []
    this.raise('7A-02', 'spo2', 'LIMIT_LOW', '***', 'SpO₂ 82 < 90', 'HIGH', 24_000, '82', '90')
    this.raise('7A-05', 'hr', 'LIMIT_HIGH', '**', 'HR 112 > 110', 'MEDIUM', 72_000, '112', '110')
    const probe = this.raise('7A-07', 'spo2', 'SENSOR_OFF', '!', 'SpO₂ probe off', 'LOW', 185_000, null, null)
    probe.state = 'ACTIVE_ACK'
    probe.acknowledged = { by: 'J. Lindqvist', at: probe.since + 35_000, where: 'bed' }
    if (site === 'hub') {
      this.raise('7B-02', 'rr', 'LIMIT_HIGH', '**', 'RR 24 > 22', 'MEDIUM', 48_000, '24', '22')
      const away = this.raise(null, null, 'NOT_SUPERVISED', '!', 'no contact', 'LOW', 42_000, null, null)
      away.gateway = '7C'
    }
    for (let n = 1; n <= 6; n++) {
      const since = this.started - n * 23 * MINUTE
      this.ended.push({
        ...this.alert(
          '7A-0' + n,
          'hr',
          'LIMIT_HIGH',
          '**',
          `HR ${120 + n} > 120`,
          'MEDIUM',
          since,
          `${120 + n}`,
          '120',
        ),
        state: 'ENDED',
        ended: since + n * 17_000,
        acknowledged: n % 2 ? { by: 'M. Okafor', at: since + 29_000, where: 'hub' } : null,
      })
    }
  }

  raise(bed, metric, kind, marker, text, priority, ago, value, limit) {
    const alert = this.alert(bed, metric, kind, marker, text, priority, Date.now() - ago, value, limit)
    this.alerts.push(alert)
    return alert
  }

  alert(bed, metric, kind, marker, text, priority, since, value, limit) {
    return {
      episode: `e${this.nextEpisode++}`,
      bed,
      ward: bed === null ? '7C' : bed.slice(0, 2),
      device: bed === null ? null : deviceOf(bed),
      code: metric === null ? 0 : CODES[metric].code,
      kind,
      marker,
      text,
      priority,
      physiological: marker.startsWith('*'),
      state: 'ACTIVE_UNACK',
      epoch: 1,
      raised: since,
      since,
      value,
      limit,
      gateway: bed === null ? '7C' : bed.slice(0, 2),
      acknowledged: null,
      pausedUntil: null,
      responsibility: null,
      ended: null,
    }
  }

  /** A second of life. Gives the beds that changed. */
  step(now) {
    for (const person of this.people) {
      if (person.bed.startsWith('7C')) continue
      person.measured = now - 200 - Math.floor(this.random() * 200)
      for (const [metric, spread] of [
        ['hr', 1.6],
        ['spo2', 0.5],
        ['rr', 0.6],
      ]) {
        const pull = (person.base[metric] - person.now[metric]) * 0.2
        person.now[metric] += pull + (this.random() - 0.5) * spread
      }
      if (now - person.cuff > 15 * MINUTE) {
        person.cuff = now
        person.now.sys = person.base.sys + Math.round((this.random() - 0.5) * 8)
      }
    }
    this.desaturate(now)
    const worst = this.alerts.find((alert) => alert.bed === '7A-02' && alert.kind === 'LIMIT_LOW')
    if (worst) worst.text = `SpO₂ ${this.shown('7A-02', 'spo2')} < ${worst.limit}`
    const fast = this.alerts.find((alert) => alert.bed === '7A-05')
    if (fast) fast.text = `HR ${this.shown('7A-05', 'hr')} > 110`
  }

  /** Every forty seconds a patient in 7A-04 has twenty bad ones. */
  desaturate(now) {
    const second = Math.floor((now - this.started) / 1000) % 40
    const person = this.people.find((it) => it.bed === '7A-04')
    person.base.spo2 = second >= 8 && second < 28 ? 85 : 95
    const known = this.alerts.find((it) => it.bed === '7A-04')
    const value = this.shown('7A-04', 'spo2')
    if (Number(value) < 90 && !known) {
      this.raise('7A-04', 'spo2', 'LIMIT_LOW', '***', `SpO₂ ${value} < 90`, 'HIGH', 0, value, '90')
    } else if (Number(value) < 90 && known) {
      known.text = `SpO₂ ${value} < 90`
    } else if (Number(value) >= 91 && known) {
      this.alerts.splice(this.alerts.indexOf(known), 1)
      this.ended.unshift({ ...known, state: 'ENDED', ended: now })
    }
  }

  shown(bed, metric) {
    const person = this.people.find((it) => it.bed === bed)
    return String(Math.round(person.now[metric]))
  }

  get conflicts() {
    if (this.siblings.length < 2) return []
    const seen = this.siblings.map(({ id }) => id)
    return [{ bed: '7A-02', code: CODES.spo2.code, label: 'SpO₂', kind: 'LIMITS', siblings: this.siblings, seen }]
  }

  beds() {
    const beds = this.people.map((person) => this.bed(person))
    if (this.site === 'hub') {
      beds.push({
        ...{ bed: '7C-04', ward: '7C', patient: null, otherPatients: [], gateway: '7C', link: 'FREE' },
        ...{ since: this.started, vitals: [], waves: [], alert: null, alerts: 0 },
      })
    }
    return beds
  }

  bed(person) {
    const away = person.bed.startsWith('7C')
    const mine = this.alerts.filter((alert) => alert.bed === person.bed)
    const rank = { HIGH: 3, MEDIUM: 2, LOW: 1 }
    mine.sort((a, b) => rank[b.priority] - rank[a.priority])
    return {
      bed: person.bed,
      ward: person.bed.slice(0, 2),
      patient: { label: person.label, detail: person.label === 'unknown' ? null : 'admitted 11:20' },
      otherPatients: [],
      gateway: person.bed.slice(0, 2),
      link: away ? 'LOST' : 'LIVE',
      since: away ? this.cutOff : this.started - 3_600_000,
      vitals: TILE.map((metric) => this.vital(person, metric, mine)),
      waves: Object.values(WAVES),
      alert: mine[0] ?? null,
      alerts: mine.length,
    }
  }

  vital(person, metric, alerts) {
    const definition = CODES[metric]
    const spot = metric === 'nibp'
    const number = {
      nibp: () => `${Math.round(person.now.sys)}/${Math.round(person.now.dia)}`,
      temp: () => person.now.temp.toFixed(1),
      pr: () => String(Math.round(person.now.hr)),
      pi: () => '2.4',
    }[metric]
    const off = person.bed === '7A-07' && metric === 'spo2'
    const measured = spot ? person.cuff : off ? this.started - 185_000 : person.measured
    const limit = this.limit(person, metric)
    return {
      ...definition,
      value: off ? null : (number?.() ?? String(Math.round(person.now[metric]))),
      validity: off ? 'SENSOR_OFF' : 'VALID',
      measured,
      received: measured + 120,
      device: deviceOf(person.bed),
      priority: alerts.find((alert) => alert.code === definition.code)?.priority ?? null,
      stale: person.bed.startsWith('7C'),
      last: off ? { value: '97', measured } : null,
      low: limit.low,
      high: limit.high,
      conflict: limit.conflict,
    }
  }

  limit(person, metric) {
    const definition = CODES[metric]
    const set = person.limits.get(metric) ?? {}
    const disputed = person.bed === '7A-02' && metric === 'spo2'
    const conflict = disputed && this.siblings.length > 1
    return {
      code: definition.code,
      label: definition.label,
      unit: definition.unit,
      low: definition.low,
      high: definition.high,
      delayMillis: 10_000,
      holdMillis: 5_000,
      priority: metric === 'spo2' ? 'HIGH' : 'MEDIUM',
      enabled: true,
      latching: false,
      source: 'profile adult',
      ...set,
      ...(disputed ? { low: this.siblings.find((it) => it.inForce)?.low ?? '90' } : {}),
      conflict,
      siblings: disputed ? this.siblings : (set.siblings ?? []),
    }
  }

  page(name) {
    const person = this.people.find((it) => it.bed === name)
    if (person === undefined) return this.beds().find((bed) => bed.bed === name)
    const at = (minutes) => this.started - minutes * MINUTE
    const bed = this.bed(person)
    return {
      ...bed,
      vitals: [...bed.vitals, ...BESIDES.map((metric) => this.vital(person, metric, []))],
      limits: ['hr', 'spo2', 'rr', 'sys', 'temp'].map((metric) => this.limit(person, metric)),
      events: [
        ...this.alerts
          .filter((alert) => alert.bed === name)
          .map((alert) => ({
            at: alert.since,
            kind: 'ALERT',
            text: `${alert.text} · raised at the bed`,
            priority: alert.priority,
          })),
        { at: at(4), kind: 'LINK', text: 'link back · 11 min of data in 1.2 s, 0 lost', priority: null },
        { at: at(8), kind: 'LIMITS', text: 'limit SpO₂ ≥ 90 · Dr. Amari (hub)', priority: null },
        { at: at(9), kind: 'LIMITS', text: 'limit SpO₂ ≥ 88 · J. Lindqvist (bed)', priority: null },
        { at: at(15), kind: 'LINK', text: 'gateway cut off · ward went on', priority: null },
        { at: at(36), kind: 'ALERT', text: 'HR above 120 · acknowledged after 29 s', priority: 'MEDIUM' },
        { at: at(165), kind: 'ASSIGNMENT', text: `${person.label} · M. Okafor (hub)`, priority: null },
      ],
    }
  }

  history(name, code, from, to, points) {
    // What is recorded of a pressure are its parts.
    const metric = Object.keys(CODES).find((key) => key !== 'nibp' && CODES[key].code === code)
    const person = this.people.find((it) => it.bed === name)
    if (metric === undefined || person === undefined) return { code, points: [], gaps: [], correctedMillis: 0 }
    const gaps = [
      {
        from: this.started - 145 * MINUTE,
        until: this.started - 141 * MINUTE,
        kind: 'LOST',
        reason: 'disk full, declared',
      },
      { from: this.started - 80 * MINUTE, until: this.started - 74 * MINUTE, kind: 'NO_DATA', reason: 'probe off' },
      { from: this.started - 15 * MINUTE, until: this.started - 12 * MINUTE, kind: 'LINK', reason: 'link cut' },
    ].filter((gap) => gap.until > from && gap.from < to)
    const step = Math.max(5_000, (to - from) / points)
    const result = []
    const base = { pr: person.base.hr, pi: 2.4 }[metric] ?? person.base[metric]
    for (let t = from; t <= Math.min(to, Date.now()); t += step) {
      if (gaps.some((gap) => t >= gap.from && t < gap.until)) continue
      const wander = 1.5 * Math.sin(t / 900_000) + 0.8 * Math.sin(t / 170_000) + 0.5 * Math.sin(t / 41_000)
      const late = name === '7A-02' ? Math.max(0, 1 - (Date.now() - t) / (20 * MINUTE)) : 0
      const value =
        base +
        wander +
        (metric === 'spo2' && name === '7A-02'
          ? 13 * (1 - late)
          : metric === 'hr'
            ? -20 * (name === '7A-02' ? 1 - late : 0)
            : 0)
      const clipped = metric === 'spo2' ? Math.min(100, value) : value
      result.push([
        Math.round(t),
        round(clipped - 1.4),
        round(metric === 'spo2' ? Math.min(100, clipped + 1) : clipped + 1.7),
        round(clipped),
      ])
    }
    return { code, points: result, gaps, correctedMillis: 0 }
  }

  gateways(now) {
    const box = (name, link, extra) => ({
      ...{ name, site: `${name.toLowerCase()}c0ffee00112233445566778899aabb`, ward: name, link },
      ...{ since: this.started - 3_600_000, lagMillis: 280, backlog: 0, diskDays: 41.5, clockOffsetMillis: 4 },
      ...{ certificateUntil: now + 21 * 86_400_000, observations: 1_204_331, lost: 0, duplicates: 0, complete: true },
      ...extra,
    })
    const own = box('7A', 'LIVE', { lost: 240 })
    if (this.site === 'ward') return [own]
    return [
      own,
      box('7B', 'LIVE', { clockOffsetMillis: -2, lagMillis: 310 }),
      box('7C', 'LOST', {
        ...{ since: this.cutOff, lagMillis: now - this.cutOff, backlog: 1_830, clockOffsetMillis: null },
        ...{ diskDays: null, complete: false },
      }),
    ]
  }

  completeness() {
    const streams = this.people.slice(0, 12).map((person, index) => ({
      ...{
        shard: `${person.bed.slice(0, 2)}/OBSERVATION`,
        site: `${person.bed.slice(0, 2).toLowerCase()}c0ffee00`,
        incarnation: 1,
      },
      ...{ device: deviceOf(person.bed), first: 1, last: 98_304 + index * 31 },
      ...{
        data: 98_304 + index * 31 - (index === 1 ? 240 : 0),
        lost: index === 1 ? 240 : 0,
        missing: 0,
        duplicates: 0,
      },
    }))
    const sum = (field) => streams.reduce((total, stream) => total + stream[field], 0)
    return {
      streams,
      totals: { data: sum('data'), lost: sum('lost'), missing: sum('missing'), duplicates: sum('duplicates') },
    }
  }

  log(who, what) {
    this.audit.unshift({
      ...{ at: Date.now(), actor: this.site === 'hub' ? 'hub/1' : '7a-box-1/1', who: who.name, role: who.role, what },
      where: this.site === 'hub' ? 'hub' : 'bed',
    })
  }

  /** One run of samples per wave, of `millis` from `from` on. A beat goes on where it was when the rate changes. */
  waveRuns(from, millis) {
    const runs = []
    for (const person of this.people) {
      if (person.bed.startsWith('7C')) continue
      for (const [kind, wave] of Object.entries(WAVES)) {
        if (kind === 'pleth' && person.bed === '7A-07') continue
        const period = wave.periodNanos / 1e6
        const first = Math.ceil(from / period) * period
        const samples = []
        for (let t = first; t < from + millis; t += period) {
          const beat = person.beat + ((t - from) * person.now.hr) / 60_000
          const breath = person.breath + ((t - from) * person.now.rr) / 60_000
          samples.push(sample(kind, beat % 1, breath % 1))
        }
        runs.push({ bed: person.bed, code: wave.code, t: first, periodNanos: wave.periodNanos, scale: 3, samples })
      }
      person.beat = (person.beat + (millis * person.now.hr) / 60_000) % 1
      person.breath = (person.breath + (millis * person.now.rr) / 60_000) % 1
    }
    return runs
  }
}

function sibling(id, low, high, by, role, at, where, inForce) {
  return { id, low, high, by, role, at, where, inForce }
}

function deviceOf(bed) {
  return `monitor-${bed.slice(3)}`
}

const round = (value) => Math.round(value * 10) / 10

const bump = (x, centre, width, height) => height * Math.exp(-(((x - centre) / width) ** 2))

function sample(kind, beat, breath) {
  switch (kind) {
    case 'ecg':
      return Math.round(
        1000 *
          (bump(beat, 0.2, 0.03, 0.12) -
            bump(beat, 0.285, 0.01, 0.14) +
            bump(beat, 0.305, 0.014, 1) -
            bump(beat, 0.33, 0.012, 0.25) +
            bump(beat, 0.52, 0.05, 0.22)),
      )
    case 'pleth':
      return Math.round(1000 * (bump(beat, 0.45, 0.1, 1) + bump(beat, 0.68, 0.1, 0.32)))
    default:
      return Math.round(500 + 450 * Math.sin(2 * Math.PI * breath) + 60 * Math.sin(4 * Math.PI * breath))
  }
}
