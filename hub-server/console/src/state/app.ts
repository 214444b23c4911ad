import { api, type AlertAct } from '../api/client'
import type { Alert } from '../api/types'
import { desk } from './session.svelte'
import { Ward } from './ward.svelte'

export const ward = new Ward()

export const PAUSE_SECONDS = 120

const DONE: Record<AlertAct, string> = {
  acknowledge: 'Acknowledged',
  accept: 'Accepted',
  reject: 'Passed on',
}

const named = (alert: Alert) => `${alert.bed ?? alert.gateway} · ${alert.text}`

export async function act(alert: Alert, deed: AlertAct) {
  const answer = await desk.act(`${DONE[deed]}: ${named(alert)}`, () => api.act(alert, deed))
  if (answer !== null) ward.replaceAlert(answer)
}

export async function pause(alert: Alert) {
  const answer = await desk.act(`Sound paused for 2 min: ${named(alert)}`, () => api.pause(alert, PAUSE_SECONDS))
  if (answer !== null) ward.replaceAlert(answer)
}
