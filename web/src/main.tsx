import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app/app.tsx'
import { followShade } from './app/theme.ts'
import { followShortcuts } from './ui/shortcuts.ts'
import './app/look.css'
import './app/library.css'

followShade()
followShortcuts()

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
