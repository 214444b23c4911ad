// Serves the two built pages over the ward of ward.mjs, with the paths, the errors and the content security policy of
// the real servers. Console on PORT (8088; user "nurse", password "nurse"), ward page on PORT + 1 (PIN "1234").
// POST /mock/cut?seconds=20 stops the stream without closing it, as a dead network does.

import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname, join, normalize } from 'node:path'
import { MockWard } from './ward.mjs'

const PORT = Number(process.env.PORT ?? 8088)
const DIST = join(import.meta.dirname, '..', 'target', 'dist')
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}

function site(kind) {
  const ward = new MockWard(kind)
  const streams = new Set()
  const sessions = new Map()
  let cutUntil = 0

  const send = (name, data) => {
    if (Date.now() < cutUntil) return
    for (const stream of streams) stream.write(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`)
  }
  const publish = () => {
    send('alerts', { alerts: ward.alerts })
    send('conflicts', { conflicts: ward.conflicts })
  }

  setInterval(() => {
    ward.step(Date.now())
    for (const bed of ward.beds()) if (bed.link === 'LIVE') send('bed', bed)
    publish()
    send('gateways', { gateways: ward.gateways(Date.now()) })
  }, 1000)
  setInterval(() => send('clock', { time: Date.now() }), 2000)
  const WAVE_MILLIS = 400
  let wavesUntil = Date.now()
  setInterval(() => {
    const from = wavesUntil
    wavesUntil = Date.now()
    for (const run of ward.waveRuns(from, wavesUntil - from)) send('wave', run)
  }, WAVE_MILLIS)

  const who = (request) => sessions.get(/session=(\w+)/.exec(request.headers.cookie ?? '')?.[1])

  async function handle(request, response) {
    const url = new URL(request.url, 'http://mock')
    const [, api, , kindOfThing, id, verb] = url.pathname.split('/')
    if (url.pathname === '/mock/cut') {
      cutUntil = Date.now() + 1000 * Number(url.searchParams.get('seconds') ?? 20)
      return json(response, 200, { cutUntil })
    }
    if (api !== 'api') return page(url.pathname, response)
    const body = request.method === 'GET' || request.method === 'DELETE' ? null : await read(request)
    const person = who(request)
    if (kindOfThing === 'session') return session(request, response, body, person)
    if (kind === 'hub' && person === undefined) return problem(response, 401, 'Not logged in', 'Log in first.')
    if (body !== null && person === undefined) return problem(response, 401, 'Who are you?', 'Sign in with your PIN.')
    const now = Date.now()
    switch (kindOfThing) {
      case 'stream':
        return stream(response)
      case 'beds':
        return beds(url, id, verb, body, person, response)
      case 'alerts':
        if (id !== undefined) return act(id, verb, body, person, response)
        return json(response, 200, {
          alerts: url.searchParams.get('history') === 'true' ? [...ward.alerts, ...ward.ended] : ward.alerts,
        })
      case 'conflicts':
        return json(response, 200, { conflicts: ward.conflicts })
      case 'gateways':
        return json(response, 200, { gateways: ward.gateways(now) })
      case 'completeness':
        return json(response, 200, ward.completeness())
      case 'audit':
        return json(response, 200, { entries: ward.audit.slice(0, Number(url.searchParams.get('limit') ?? 100)) })
      default:
        return problem(response, 404, 'Not found', url.pathname)
    }
  }

  function session(request, response, body, person) {
    if (request.method === 'GET') {
      return person === undefined ? problem(response, 401, 'Not logged in', '') : json(response, 200, person)
    }
    if (request.method === 'DELETE') {
      response.setHeader('Set-Cookie', 'session=; Max-Age=0; Path=/')
      response.writeHead(204).end()
      return
    }
    const right = kind === 'hub' ? body.password === body.user && body.user !== '' : body.pin === '1234'
    if (!right) return problem(response, 401, 'Not let in', 'User or password is wrong.')
    const token = Math.random().toString(36).slice(2)
    const entered = {
      user: body.user,
      name: body.user === 'nurse' ? 'M. Okafor' : body.user,
      role: body.user === 'nurse' ? 'nurse' : 'charge',
      wards: ['7A'],
    }
    sessions.set(token, entered)
    ward.log(entered, 'logged in')
    response.setHeader('Set-Cookie', `session=${token}; HttpOnly; SameSite=Strict; Path=/`)
    json(response, 200, entered)
  }

  function stream(response) {
    response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' })
    if (Date.now() >= cutUntil) {
      const first = {
        hello: { site: kind, time: Date.now() },
        beds: { beds: ward.beds() },
        alerts: { alerts: ward.alerts },
        conflicts: { conflicts: ward.conflicts },
        gateways: { gateways: ward.gateways(Date.now()) },
      }
      for (const [name, data] of Object.entries(first))
        response.write(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`)
    }
    streams.add(response)
    response.on('close', () => streams.delete(response))
  }

  function beds(url, id, verb, body, person, response) {
    if (id === undefined) return json(response, 200, { time: Date.now(), site: kind, beds: ward.beds() })
    const bed = ward.page(decodeURIComponent(id))
    if (bed === undefined) return problem(response, 404, 'No such bed', id)
    if (verb === undefined) return json(response, 200, bed)
    if (verb === 'observations') {
      const number = (name) => Number(url.searchParams.get(name))
      return json(response, 200, ward.history(bed.bed, number('code'), number('from'), number('to'), number('points')))
    }
    if (verb === 'limits' && body !== null) {
      const { code, seen, ...change } = body
      if (change.low !== null && change.high !== null && Number(change.low) >= Number(change.high)) {
        return problem(response, 422, 'Limits crossed', `The low limit ${change.low} is not below ${change.high}.`)
      }
      const mock = ward.people.find((it) => it.bed === bed.bed)
      const metric = { 147842: 'hr', 150456: 'spo2', 151562: 'rr', 150021: 'sys', 150364: 'temp' }[code]
      const at = Date.now()
      const written = {
        ...{ id: `s${at}`, low: change.low, high: change.high, by: person.name, role: person.role, at },
        ...{ where: kind === 'hub' ? 'hub' : 'bed', inForce: true },
      }
      if (bed.bed === '7A-02' && metric === 'spo2') {
        ward.siblings = [...ward.siblings.filter((it) => !seen.includes(it.id)), written]
      }
      const time = new Date(at).toTimeString().slice(0, 5)
      mock.limits.set(metric, { ...change, source: `${person.name} ${time}`, siblings: [written] })
      ward.log(person, `limits of ${bed.bed} ${metric} ${change.low ?? ''}–${change.high ?? ''}`)
      publish()
      return json(response, 200, ward.limit(mock, metric))
    }
    problem(response, 405, 'Not so', verb)
  }

  function act(id, verb, body, person, response) {
    const alert = ward.alerts.find((it) => it.episode === id)
    if (alert === undefined) return problem(response, 404, 'No such alert', 'It is over.')
    if (body.epoch < alert.epoch)
      return problem(response, 409, 'Newer epoch', 'The alert has become worse since; look again.')
    const at = Date.now()
    if (verb === 'acknowledge') {
      alert.state = 'ACTIVE_ACK'
      alert.acknowledged = { by: person.name, at, where: kind === 'hub' ? 'hub' : 'bed' }
    } else if (verb === 'pause') alert.pausedUntil = at + Math.min(120, body.seconds) * 1000
    else alert.responsibility = { state: verb === 'accept' ? 'ACCEPTED' : 'REJECTED', by: person.name, at }
    ward.log(person, `${verb} ${alert.bed ?? alert.gateway} ${alert.text}`)
    publish()
    json(response, 200, alert)
  }

  async function page(path, response) {
    const directory = join(DIST, kind === 'hub' ? 'console' : 'ward')
    const file = join(directory, normalize(path === '/' ? '/index.html' : path))
    try {
      const content = await readFile(file)
      response.writeHead(200, {
        'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream',
        'Content-Security-Policy': POLICY,
      })
      response.end(content)
    } catch (error) {
      if (error.code !== 'ENOENT' && error.code !== 'EISDIR') throw error
      problem(response, 404, 'Not found', path)
    }
  }

  return createServer((request, response) => {
    handle(request, response).catch((error) => {
      console.error(error)
      response.destroy()
    })
  })
}

function json(response, status, body) {
  response.writeHead(status, { 'Content-Type': 'application/json' })
  response.end(JSON.stringify(body))
}

function problem(response, status, title, detail) {
  response.writeHead(status, { 'Content-Type': 'application/problem+json' })
  response.end(JSON.stringify({ type: 'about:blank', title, status, detail }))
}

async function read(request) {
  let text = ''
  for await (const chunk of request) text += chunk
  return JSON.parse(text === '' ? '{}' : text)
}

site('hub').listen(PORT, '127.0.0.1', () => console.log(`console    http://127.0.0.1:${PORT}/`))
site('ward').listen(PORT + 1, '127.0.0.1', () => console.log(`ward page  http://127.0.0.1:${PORT + 1}/`))
