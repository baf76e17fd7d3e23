import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const server = process.env.BATON_API ?? 'http://localhost:3000'

export default defineConfig({
  plugins: [react()],
  server: { port: 5173, proxy: { '/v1': { target: server, changeOrigin: true } } },
  // The gallery is a page for those who build Baton; VITE_GALLERY=1 keeps it in a production build.
  build: { outDir: 'dist', emptyOutDir: true, sourcemap: false, chunkSizeWarningLimit: 900 },
})
