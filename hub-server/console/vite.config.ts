import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vite'

// One set of sources, two self-contained pages: `--mode console` for the hub, `--mode ward` for the gateway.
export default defineConfig(({ mode }) => {
  const page = mode === 'ward' ? 'ward' : 'console'
  const here = import.meta.dirname
  return {
    root: `${here}/pages/${page}`,
    // Relative addresses: a page works below any path.
    base: './',
    publicDir: `${here}/public`,
    plugins: [svelte({ configFile: `${here}/svelte.config.js` })],
    build: {
      outDir: `${here}/target/dist/${page}`,
      emptyOutDir: true,
      target: 'es2022',
      // The content security policy allows no inline script and no data: address.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 900,
      rolldownOptions: { checks: { pluginTimings: false } },
    },
    server: { fs: { allow: [here] }, proxy: { '/api': 'http://127.0.0.1:8088' } },
  }
})
