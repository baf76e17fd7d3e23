import { mkdir, rename, rm, stat, utimes } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'

/** A holder touches its folder each second; after this many milliseconds without a touch it is taken for dead. */
const patience = 10_000

/** Does a piece of work while no other process does it in the same folder; a holder that was killed is passed over. */
export async function takeTurns(folder, say, work) {
  let told = false
  while (!(await taken(folder))) {
    if (!told) say('Waiting for another start, which installs or builds')
    told = true
    await passOverDead(folder)
    await sleep(200)
  }
  const beat = setInterval(() => {
    const now = new Date()
    utimes(folder, now, now).catch(() => undefined)
  }, 1000)
  try {
    return await work()
  } finally {
    clearInterval(beat)
    await rm(folder, { recursive: true, force: true })
  }
}

async function taken(folder) {
  try {
    await mkdir(folder)
    return true
  } catch (error) {
    if (error.code === 'EEXIST') return false
    throw error
  }
}

async function passOverDead(folder) {
  const present = await stat(folder).catch(() => undefined)
  if (!present || Date.now() - present.mtimeMs < patience) return
  const aside = `${folder}-${process.pid}`
  // Of two that pass over the same dead holder one renames; the other finds nothing to rename and waits on.
  await rename(folder, aside).catch(() => undefined)
  await rm(aside, { recursive: true, force: true })
}
