#!/usr/bin/env node
import { requireNode } from './node-version.mjs'

requireNode()
const { runBaton } = await import('./run-baton.mjs')
await runBaton(process.argv.slice(2))
