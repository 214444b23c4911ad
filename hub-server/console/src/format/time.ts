const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

const two = (n: number) => String(n).padStart(2, '0')

/** `14:07:32`, in the ward's (this computer's) time zone. */
export function clockTime(millis: number): string {
  const date = new Date(millis)
  return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`
}

/** `14:07`. */
export function minuteTime(millis: number): string {
  return clockTime(millis).slice(0, 5)
}

/** `14:07:32` today, else `20 Nov 14:07`. */
export function dayTime(millis: number, now: number): string {
  return sameDay(millis, now) ? clockTime(millis) : `${shortDay(millis)} ${minuteTime(millis)}`
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** `14:07` today, else `20 Nov 14:07`. */
export function dayMinute(millis: number, now: number): string {
  return sameDay(millis, now) ? minuteTime(millis) : `${shortDay(millis)} ${minuteTime(millis)}`
}

/** `20 Nov`. */
export function shortDay(millis: number): string {
  const date = new Date(millis)
  return `${date.getDate()} ${MONTHS[date.getMonth()]}`
}

export function sameDay(a: number, b: number): boolean {
  return new Date(a).toDateString() === new Date(b).toDateString()
}

/** How long something lasts, as a tile's header says it: `24 s`, `1:12`, `2 h 05`, `3 d`. Never negative. */
export function duration(millis: number): string {
  const m = Math.max(0, millis)
  if (m < MINUTE) return `${Math.floor(m / SECOND)} s`
  if (m < HOUR) return `${Math.floor(m / MINUTE)}:${two(Math.floor((m % MINUTE) / SECOND))}`
  if (m < 2 * DAY) return `${Math.floor(m / HOUR)} h ${two(Math.floor((m % HOUR) / MINUTE))}`
  return `${Math.floor(m / DAY)} d`
}

/** A short span with a tenth: `0.3 s`, `12 s`, `4 min`. Never negative. */
export function lag(millis: number): string {
  const m = Math.max(0, millis)
  if (m < 9_950) return `${(m / SECOND).toFixed(1)} s`
  if (m < MINUTE) return `${Math.round(m / SECOND)} s`
  if (m < HOUR) return `${Math.round(m / MINUTE)} min`
  return `${Math.round(m / HOUR)} h`
}

/** How long ago: `12 min ago`. */
export function ago(millis: number): string {
  return `${lag(Math.floor(Math.max(0, millis) / SECOND) * SECOND).replace('.0 s', ' s')} ago`
}

/** The local time zone's short name: `CET`. */
export function zone(millis: number): string {
  const parts = new Intl.DateTimeFormat('en-GB', { timeZoneName: 'short' }).formatToParts(millis)
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? 'local'
}

/** Thousands apart by a thin space: `1 204 331`. */
export function count(n: number): string {
  return Math.trunc(n)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, '\u202f')
}
