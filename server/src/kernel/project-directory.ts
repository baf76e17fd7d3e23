import { fileURLToPath } from 'node:url'

/** The folder of the project. The built server lies as deep below it as this file does: `server/dist/baton/baton.js`. */
export const projectDirectory = fileURLToPath(new URL('../../../', import.meta.url))
