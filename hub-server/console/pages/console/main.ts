import '../../src/styles/fonts.css'
import '../../src/styles/tokens.css'
import '../../src/styles/base.css'
import { mount } from 'svelte'
import App from '../../src/App.svelte'

mount(App, { target: document.getElementById('app')!, props: { page: 'console' } })
