import { api, Problem } from '../api/client'
import type { Session } from '../api/types'

function rights(session: Session | null): string {
  return session === null ? '' : JSON.stringify([session.user, session.role, [...session.wards].sort()])
}

/** Who acts here, and what was said to them last. */
class Desk {
  session: Session | null = $state.raw(null)
  /** The console may be seen by nobody without a login; null until the server has said so. */
  mustLogIn: boolean | null = $state(null)
  /** The session ended while the page was in use. */
  ended: boolean = $state(false)
  /** A sign-in dialog is open for an act that waits for a name. */
  asking: boolean = $state(false)
  notice: { text: string; bad: boolean } | null = $state.raw(null)
  /** Who looks has changed: another person, or other rights. Counts up. */
  person: number = $state(0)
  #whenPersonChanges: () => void = () => {}
  #answer: ((signedIn: boolean) => void) | null = null
  #noticeTimer: ReturnType<typeof setTimeout> | undefined

  /** What is shown to one person is not left standing for another. */
  whenPersonChanges(forget: () => void) {
    this.#whenPersonChanges = forget
  }

  async restore() {
    try {
      this.#enter(await api.session())
      this.mustLogIn = false
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem
      this.#enter(null)
      this.mustLogIn = problem.status === 401 || problem.status === 403
    }
  }

  /** Looks whether the session has ended, without taking the page away. */
  async look() {
    try {
      this.#enter(await api.session())
      this.ended = false
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem
      this.ended = problem.status === 401
    }
  }

  /** Asks for a name where nothing waits for one. */
  again() {
    void this.#ask()
  }

  async logIn(user: string, password: string) {
    this.#enter(await api.logIn(user, password))
    this.mustLogIn = false
    this.ended = false
  }

  /** A session that is over already needs no ending. */
  async logOut() {
    try {
      await api.logOut()
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem
      if (problem.status !== 401) {
        this.say(`Not logged out. ${problem.message}`, true)
        return
      }
    }
    this.#enter(null)
    this.mustLogIn = true
    this.ended = false
  }

  /** For the ward page's dialog. */
  async signIn(user: string, pin: string) {
    this.#enter(await api.signIn(user, pin))
    this.#settle(true)
  }

  /** The same for the console, whose session ended while the wall stayed. */
  async signInAgain(user: string, password: string) {
    await this.logIn(user, password)
    this.#settle(true)
  }

  cancelSignIn() {
    this.#settle(false)
  }

  /**
   * Does something in a person's name. Where nobody is signed in, or no longer, it asks first and then goes on. What
   * went wrong is said, never swallowed; the answer is null then.
   */
  async act<T>(said: string, deed: () => Promise<T>): Promise<T | null> {
    for (;;) {
      try {
        const result = await deed()
        this.say(said, false)
        return result
      } catch (problem) {
        if (!(problem instanceof Problem)) throw problem
        if (problem.status === 401 && (await this.#ask())) continue
        this.say(`Not done. ${problem.message}`, true)
        return null
      }
    }
  }

  say(text: string, bad: boolean) {
    this.notice = { text, bad }
    clearTimeout(this.#noticeTimer)
    this.#noticeTimer = setTimeout(() => (this.notice = null), bad ? 12_000 : 5_000)
  }

  #enter(session: Session | null) {
    const changed = rights(session) !== rights(this.session)
    this.session = session
    if (!changed) return
    this.person++
    this.#whenPersonChanges()
  }

  #ask(): Promise<boolean> {
    this.#answer?.(false)
    this.asking = true
    return new Promise((resolve) => (this.#answer = resolve))
  }

  #settle(signedIn: boolean) {
    this.asking = false
    this.#answer?.(signedIn)
    this.#answer = null
  }
}

export const desk = new Desk()
