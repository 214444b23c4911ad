export type Theme = 'dark' | 'light'
type Choice = Theme | 'system'

const KEY = 'wardkeep.theme'

/** Dark or light: the person's choice on this computer, else the system's. */
class ThemeChoice {
  choice: Choice = $state((localStorage.getItem(KEY) as Choice | null) ?? 'system')
  #systemLight = matchMedia('(prefers-color-scheme: light)')
  #light: boolean = $state(this.#systemLight.matches)

  constructor() {
    this.#systemLight.addEventListener('change', (event) => (this.#light = event.matches))
  }

  get theme(): Theme {
    return this.choice === 'system' ? (this.#light ? 'light' : 'dark') : this.choice
  }

  toggle() {
    this.choice = this.theme === 'dark' ? 'light' : 'dark'
    localStorage.setItem(KEY, this.choice)
  }
}

export const theme = new ThemeChoice()
