import { dirname, join, relative, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { project } from './set-up.mjs'

/**
 * Builds programs from their sources into a folder of the project, with what they share in pieces: each runs in a process of its own, which
 * starts two seconds sooner than from some hundred sources. A program still finds what lies beside its source. Answers the built files.
 */
export async function buildSources(files, into) {
  const { build } = await import('vite')
  const beside = {
    name: 'beside-the-source',
    transform: (code, id) => ({
      code: code
        .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(id).href))
        .replaceAll('import.meta.dirname', JSON.stringify(dirname(id))),
      map: null,
    }),
  }
  const nameOf = (file) => relative(project, resolve(project, file)).replace(/\.tsx?$/, '')
  const input = Object.fromEntries(files.map((file) => [nameOf(file), resolve(project, file)]))
  await build({
    configFile: false,
    root: project,
    logLevel: 'warn',
    plugins: [beside],
    build: { ssr: true, outDir: into, target: 'node20', sourcemap: true, rollupOptions: { input } },
  })
  return Object.keys(input).map((name) => join(into, `${name}.js`))
}
