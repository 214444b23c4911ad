import { describe, expect, it } from 'vitest'
import type { Alert } from '../api/types'
import { byBed, counts, follow, inbox, replaced, sounding, urgentFirst } from './alerts'

function alert(episode: string, change: Partial<Alert>): Alert {
  return {
    episode,
    bed: '7A-02',
    ward: '7A',
    device: 'ox-01',
    code: 150456,
    kind: 'LIMIT_LOW',
    marker: '***',
    text: 'SpO₂ 82 < 90',
    priority: 'HIGH',
    physiological: true,
    state: 'ACTIVE_UNACK',
    epoch: 1,
    raised: 1_000,
    since: 1_000,
    value: '82',
    limit: '90',
    gateway: '7A',
    acknowledged: null,
    pausedUntil: null,
    responsibility: null,
    ended: null,
    ...change,
  }
}

describe('urgentFirst', () => {
  it('sorts by priority, unacknowledged first, then onset, then id', () => {
    const sorted = [
      alert('low', { priority: 'LOW', since: 1 }),
      alert('acknowledged', { state: 'ACTIVE_ACK', since: 1 }),
      alert('b', { since: 5 }),
      alert('a', { since: 5 }),
      alert('older', { since: 4 }),
      alert('latched', { state: 'LATCHED', since: 1 }),
      alert('medium', { priority: 'MEDIUM', since: 1 }),
    ].sort(urgentFirst)
    expect(sorted.map((it) => it.episode)).toEqual(['older', 'a', 'b', 'latched', 'acknowledged', 'medium', 'low'])
  })
})

describe('replaced', () => {
  it('takes an answer in the place of what it is about', () => {
    const answer = alert('a', { state: 'ACTIVE_ACK' })
    const other = alert('b', {})
    expect(replaced([alert('a', {}), other], answer)).toEqual([answer, other])
  })

  it('drops an answer about an epoch that has been overtaken', () => {
    const newer = alert('a', { epoch: 2 })
    expect(replaced([newer], alert('a', { state: 'ACTIVE_ACK' }))).toEqual([newer])
  })
})

describe('follow', () => {
  it('begins with the most urgent that wants somebody', () => {
    const list = [alert('done', { state: 'ACTIVE_ACK' }), alert('open', { priority: 'MEDIUM' })]
    expect(follow(list, null)).toEqual({ episode: 'open', chosen: false })
    expect(follow([], null)).toBeNull()
  })

  it('stays on what was shown, whatever comes above it', () => {
    const shown = { episode: 'shown', chosen: false }
    expect(follow([alert('newer', {}), alert('shown', { priority: 'LOW' })], shown)).toBe(shown)
  })

  it('leaves what nobody chose once it is acknowledged, and what was chosen only when it is gone', () => {
    const list = [alert('open', {}), alert('done', { state: 'ACTIVE_ACK' })]
    expect(follow(list, { episode: 'done', chosen: false })).toEqual({ episode: 'open', chosen: false })
    const chosen = { episode: 'done', chosen: true }
    expect(follow(list, chosen)).toBe(chosen)
    expect(follow([alert('open', {})], chosen)).toEqual({ episode: 'open', chosen: false })
  })
})

describe('inbox', () => {
  it('keeps what nobody watches apart and drops what is over', () => {
    const box = inbox([
      alert('over', { state: 'ENDED' }),
      alert('unseen', { kind: 'NOT_SUPERVISED', bed: null, priority: 'LOW' }),
      alert('latched', { state: 'LATCHED' }),
      alert('acknowledged', { state: 'ACTIVE_ACK' }),
    ])
    expect(box.attention.map((it) => it.episode)).toEqual(['latched'])
    expect(box.acknowledged.map((it) => it.episode)).toEqual(['acknowledged'])
    expect(box.unsupervised.map((it) => it.episode)).toEqual(['unseen'])
  })

  it('counts acknowledged alerts too: they are still there', () => {
    const tally = counts([alert('a', { state: 'ACTIVE_ACK' }), alert('b', {}), alert('c', { state: 'ENDED' })])
    expect(tally).toEqual({ HIGH: 2, MEDIUM: 0, LOW: 0 })
  })
})

describe('sounding', () => {
  it('lets the most urgent sound that is neither acknowledged nor paused', () => {
    const alerts = [
      alert('acknowledged', { state: 'ACTIVE_ACK' }),
      alert('paused', { pausedUntil: 10_000 }),
      alert('medium', { priority: 'MEDIUM' }),
    ]
    expect(sounding(alerts, 9_999)?.episode).toBe('medium')
    expect(sounding(alerts, 10_000)?.episode).toBe('paused')
    expect(sounding([], 0)).toBeNull()
  })
})

describe('byBed', () => {
  it('counts as people do', () => {
    expect(['7A-10', '7B-1', '7A-2'].sort(byBed)).toEqual(['7A-2', '7A-10', '7B-1'])
  })
})
