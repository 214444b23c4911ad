/** A page's state is its address: `#/bed/7A-02?hours=6`. */
export class Route {
  path: string[] = $state.raw([])
  query: URLSearchParams = $state.raw(new URLSearchParams())

  constructor() {
    this.#read()
    addEventListener('hashchange', () => this.#read())
  }

  get page(): string {
    return this.path[0] ?? 'wall'
  }

  #read() {
    const [path, query] = location.hash.replace(/^#\/?/, '').split('?')
    this.path = (path ?? '').split('/').filter(Boolean).map(decodeURIComponent)
    this.query = new URLSearchParams(query ?? '')
  }
}

export function go(address: string) {
  location.hash = address
}

export function bedAddress(bed: string): string {
  return `#/bed/${encodeURIComponent(bed)}`
}

export const route = new Route()
