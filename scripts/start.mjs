import { requireNode } from './node-version.mjs'

requireNode()
const { runBaton } = await import('./run-baton.mjs')
await runBaton(['start', ...process.argv.slice(2)])
