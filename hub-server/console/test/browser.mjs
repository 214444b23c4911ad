// Drives the pages in Debian's Chromium as a person would, against a running hub (or the mock), and lets axe look at
// them. One line a step, `ok name` or `not ok name: why`; the last line counts; exit 1 when one failed.
//
//   BASE_URL     the console               http://127.0.0.1:8088/
//   USER_NAME    who logs in               nurse   (USER where USER_NAME is not set)
//   PASSWORD                               nurse
//   AUDITOR_NAME, AUDITOR_PASSWORD  who reads the audit    the same person
//   WARD_URL     a gateway's ward page     none: its steps are left out
//   SCREENSHOTS  folder                    target/screenshots
//   WAIT         seconds for what comes    90
//   CHROMIUM                               /usr/bin/chromium

import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import axe from 'axe-core'
import { chromium } from 'playwright-core'

const env = process.env
const BASE = env.BASE_URL ?? 'http://127.0.0.1:8088/'
const WHO = env.USER_NAME ?? env.USER ?? 'nurse'
const PASSWORD = env.PASSWORD ?? 'nurse'
const AUDITOR = env.AUDITOR_NAME ?? WHO
const AUDITOR_PASSWORD = env.AUDITOR_PASSWORD ?? PASSWORD
const WARD = env.WARD_URL
const SCREENSHOTS = env.SCREENSHOTS ?? join(import.meta.dirname, '..', 'target', 'screenshots')
const WAIT = Number(env.WAIT ?? 90) * 1000
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

let passed = 0
let failed = 0

async function step(name, deed) {
  try {
    await deed()
    passed++
    console.log(`ok ${name}`)
  } catch (error) {
    failed++
    console.log(`not ok ${name}: ${String(error.message ?? error).split('\n')[0]}`)
  }
}

function must(condition, why) {
  if (!condition) throw new Error(why)
}

/** Asks until the answer is truthy. */
async function until(what, ask, millis = WAIT) {
  const end = Date.now() + millis
  for (;;) {
    const answer = await ask()
    if (answer) return answer
    if (Date.now() > end) throw new Error(`waited ${millis / 1000} s for ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}

function figures(page) {
  return page.locator('[data-testid^="tile-"][data-link="LIVE"] [data-testid^="value-"]').allTextContents()
}

async function places(page) {
  const tiles = await page.locator('[data-testid^="tile-"]').all()
  const result = {}
  for (const tile of tiles) {
    const box = await tile.boundingBox()
    result[await tile.getAttribute('data-testid')] =
      box && [box.x, box.y, box.width, box.height].map(Math.round).join(' ')
  }
  return result
}

/** No serious and no critical violation. */
async function accessible(page) {
  await page.evaluate(axe.source)
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }))
  const bad = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
  must(bad.length === 0, bad.map((it) => `${it.id} at ${it.nodes[0]?.target} (${it.nodes.length})`).join('; '))
}

const UNACKNOWLEDGED = '[data-testid="inbox"] [data-testid^="card-"][data-state="ACTIVE_UNACK"][data-bed]'

async function console_(page) {
  let before = {}
  await step('a wrong password is refused', async () => {
    await page.goto(BASE)
    await page.getByTestId('login-user').fill(WHO)
    await page.getByTestId('login-password').fill(`${PASSWORD} not`)
    await page.getByTestId('login').click()
    await page.getByTestId('login-problem').waitFor({ timeout: 15_000 })
    must((await page.getByTestId('wall').count()) === 0, 'the wall is shown')
  })

  await step('log in', async () => {
    await page.getByTestId('login-password').fill(PASSWORD)
    await page.getByTestId('login').click()
    await page.getByTestId('wall').waitFor({ timeout: 15_000 })
    await page.locator('[data-testid^="tile-"]').first().waitFor({ timeout: WAIT })
  })

  await step('a live value changes', async () => {
    const first = await until('a live value', async () => {
      const now = await figures(page)
      return now.some((text) => /\d/.test(text)) && now
    })
    before = await places(page)
    await until('a change', async () => {
      const now = await figures(page)
      return now.length === first.length && now.some((text, index) => text !== first[index] && /\d/.test(text))
    })
  })

  let episode
  let bed
  await step('an alert appears, in place', async () => {
    const card = page.locator(UNACKNOWLEDGED).first()
    await card.waitFor({ timeout: WAIT })
    episode = await card.getAttribute('data-testid')
    bed = await card.getAttribute('data-bed')
    await page.getByTestId(`alert-${bed}`).waitFor({ timeout: 5_000 })
    const after = await places(page)
    for (const [tile, place] of Object.entries(before)) must(after[tile] === place, `${tile} moved`)
    await page.screenshot({ path: join(SCREENSHOTS, 'wall.png') })
  })

  await step('axe: wall', () => accessible(page))

  await step('acknowledge it with one click', async () => {
    must(bed !== undefined, 'there was no alert')
    // The most urgent may have changed or ended meanwhile: take the one that is first now.
    const card = page.locator(UNACKNOWLEDGED).first()
    episode = await card.getAttribute('data-testid')
    bed = await card.getAttribute('data-bed')
    await page.getByTestId(episode.replace('card-', 'acknowledge-')).first().click()
    await page.getByTestId('notice').getByText('Acknowledged').waitFor({ timeout: 10_000 })
    await until(
      'the card to say so',
      async () => {
        const same = page.getByTestId(episode).first()
        return (await same.count()) === 0 || (await same.getAttribute('data-state')) !== 'ACTIVE_UNACK'
      },
      10_000,
    )
  })

  await step('the bed page shows trends, limits and events', async () => {
    await page.getByTestId(`open-${bed}`).click()
    await page.getByTestId('bed-page').waitFor({ timeout: 10_000 })
    await page.getByTestId('trends').locator('canvas').first().waitFor({ timeout: 20_000 })
    await page.getByTestId('limits').locator('button').first().waitFor({ timeout: 10_000 })
    await page.getByTestId('events').locator('time').first().waitFor({ timeout: 10_000 })
    // A few seconds of curve for the picture.
    await page.waitForTimeout(6_000)
    await page.screenshot({ path: join(SCREENSHOTS, 'bed.png') })
  })

  await step('axe: bed', () => accessible(page))

  await step('the alert list', async () => {
    await page.getByTestId('nav-alerts').click()
    await page.getByTestId('alert-list').waitFor({ timeout: 10_000 })
    await page.screenshot({ path: join(SCREENSHOTS, 'alerts.png') })
  })

  await step('axe: alerts', () => accessible(page))

  await step('a conflict shows both values and is resolved', async () => {
    await page.getByTestId('nav-conflicts').click()
    const conflict = page.locator('[data-testid^="conflict-"]:is(section)').first()
    await conflict.waitFor({ timeout: WAIT })
    const name = await conflict.getAttribute('data-testid')
    must((await conflict.locator('li').count()) >= 2, 'fewer than two values')
    await page.screenshot({ path: join(SCREENSHOTS, 'conflicts.png') })
    await conflict.getByTestId('conflict-keep').first().click()
    await page.getByTestId('notice').getByText('decided').waitFor({ timeout: 10_000 })
    await until('the conflict to go', async () => (await page.getByTestId(name).count()) === 0, 20_000)
  })

  await step('gateways and their ledger', async () => {
    await page.getByTestId('nav-gateways').click()
    await page.locator('[data-testid^="gateway-"]').first().waitFor({ timeout: 10_000 })
    await page.getByTestId('totals').waitFor({ timeout: 10_000 })
    await page.screenshot({ path: join(SCREENSHOTS, 'gateways.png') })
  })

  await step('the light theme passes axe as well', async () => {
    await page.getByTestId('theme').click()
    await page.getByTestId('nav-wall').click()
    await page.locator('[data-testid^="tile-"]').first().waitFor({ timeout: 10_000 })
    await accessible(page)
    await page.screenshot({ path: join(SCREENSHOTS, 'wall-light.png') })
  })
}

/** The audit is not for clinicians: somebody else logs in for it. */
async function audit(page) {
  await step('the audit names who did it', async () => {
    await page.goto(BASE)
    await page.getByTestId('login-user').fill(AUDITOR)
    await page.getByTestId('login-password').fill(AUDITOR_PASSWORD)
    await page.getByTestId('login').click()
    await page.getByTestId('nav-audit').click()
    await page.getByTestId('audit').locator('tbody tr').nth(1).waitFor({ timeout: 10_000 })
  })
}

async function wardPage(page) {
  await step('the ward page shows live values without a login', async () => {
    await page.goto(WARD)
    await until('a live value', async () => (await figures(page)).some((text) => /\d/.test(text)))
    await page.screenshot({ path: join(SCREENSHOTS, 'ward-wall.png') })
  })
  await step('axe: ward page', () => accessible(page))
  await step('sound that is off is a visible fault', async () => {
    await page.getByTestId('arm-sound').waitFor({ timeout: 5_000 })
  })
}

/** A page with its faults counted: an error or a refused script is a failure, whatever it looks like. */
async function open(browser, name, deed, expected) {
  const context = await browser.newContext({
    viewport: { width: 1600, height: 900 },
    colorScheme: 'dark',
    // The hub's certificate comes from the ward's own authority.
    ignoreHTTPSErrors: true,
  })
  const page = await context.newPage()
  const faults = []
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error' && !expected.test(message.text())) faults.push(message.text())
  })
  await deed(page)
  await step(`no error in the ${name}'s log`, async () => must(faults.length === 0, faults[0]))
  await context.close()
}

await mkdir(SCREENSHOTS, { recursive: true })
const profile = await mkdtemp(join(tmpdir(), 'wardkeep-browser-'))
const browser = await chromium.launch({
  executablePath: env.CHROMIUM ?? '/usr/bin/chromium',
  args: FLAGS,
  env: { ...env, HOME: profile },
})
// A refused login is reported in the browser's log, as it should.
await open(browser, 'console', console_, /status of 401/)
await open(browser, 'audit', audit, /status of 401/)
if (WARD !== undefined) await open(browser, 'ward page', wardPage, /status of 401/)
await browser.close()
await rm(profile, { recursive: true, force: true })
console.log(`${passed} passed, ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)
