const NUMBER = /^-?\d{1,6}([.,]\d{1,3})?$/

/** As it is sent: a decimal point, no spaces; null for none. */
export function tidy(text: string): string | null {
  const trimmed = text.trim().replace(',', '.')
  return trimmed === '' ? null : trimmed
}

/** What is wrong with what a person typed, or null. The server judges again. */
export function limitProblem(low: string, high: string, delaySeconds: number): string | null {
  for (const text of [low, high]) {
    if (text.trim() !== '' && !NUMBER.test(text.trim())) return `"${text.trim()}" is not a number.`
  }
  const [from, to] = [tidy(low), tidy(high)]
  if (from !== null && to !== null && Number(from) >= Number(to)) return 'The low limit must be below the high one.'
  if (!(delaySeconds >= 0 && delaySeconds <= 300)) return 'The delay is 0 to 300 seconds.'
  return null
}
