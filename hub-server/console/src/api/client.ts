import type {
  Alert,
  AuditEntry,
  BedPage,
  Completeness,
  Conflict,
  Gateway,
  History,
  Limit,
  LimitChange,
  Patient,
  Session,
} from './types'

/** The server's answer was an error; `status` 0 when there was no answer at all. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly title: string,
    readonly detail: string,
  ) {
    super(detail || title)
  }
}

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

async function call<T>(method: Method, path: string, body?: unknown): Promise<T> {
  let response: Response
  try {
    response = await fetch(`api/v1${path}`, {
      method,
      credentials: 'same-origin',
      cache: 'no-store',
      headers: body === undefined ? {} : { 'Content-Type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  } catch {
    throw new Problem(0, 'No contact', 'The server did not answer. Nothing was changed that this page knows of.')
  }
  const text = await response.text()
  if (!response.ok) throw problem(response, text)
  return (text === '' ? undefined : JSON.parse(text)) as T
}

function problem(response: Response, text: string): Problem {
  if ((response.headers.get('Content-Type') ?? '').includes('json')) {
    const { title, detail } = JSON.parse(text) as { title?: string; detail?: string }
    return new Problem(response.status, title ?? response.statusText, detail ?? '')
  }
  return new Problem(response.status, response.statusText || `Status ${response.status}`, '')
}

const id = encodeURIComponent

export type AlertAct = 'acknowledge' | 'accept' | 'reject'

export const api = {
  session: () => call<Session>('GET', '/session'),
  logIn: (user: string, password: string) => call<Session>('POST', '/session', { user, password }),
  signIn: (user: string, pin: string) => call<Session>('POST', '/session', { user, pin }),
  logOut: () => call<void>('DELETE', '/session'),

  bed: (bed: string) => call<BedPage>('GET', `/beds/${id(bed)}`),
  history: (bed: string, code: number, from: number, to: number, points: number) =>
    call<History>('GET', `/beds/${id(bed)}/observations?code=${code}&from=${from}&to=${to}&points=${points}`),
  setLimits: (bed: string, change: LimitChange) => call<Limit>('PUT', `/beds/${id(bed)}/limits`, change),
  assign: (bed: string, patient: Patient | null, seen: string[]) =>
    call<unknown>('PUT', `/beds/${id(bed)}/assignment`, { patient, seen }),

  alerts: (history: boolean) => call<{ alerts: Alert[] }>('GET', `/alerts?history=${history}`),
  act: (alert: Alert, act: AlertAct) =>
    call<Alert>('POST', `/alerts/${id(alert.episode)}/${act}`, { epoch: alert.epoch }),
  pause: (alert: Alert, seconds: number) =>
    call<Alert>('POST', `/alerts/${id(alert.episode)}/pause`, { epoch: alert.epoch, seconds }),

  conflicts: () => call<{ conflicts: Conflict[] }>('GET', '/conflicts'),
  gateways: () => call<{ gateways: Gateway[] }>('GET', '/gateways'),
  completeness: () => call<Completeness>('GET', '/completeness'),
  audit: (limit: number) => call<{ entries: AuditEntry[] }>('GET', `/audit?limit=${limit}`),
}
