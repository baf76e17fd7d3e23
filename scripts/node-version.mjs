/** Ends the process with a plain sentence on a Node that is too old. Written so that even such a Node can read it. */
export function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return
  console.error(
    `Baton needs Node 20.19 or later; this is ${process.versions.node}. Install a newer one: https://nodejs.org`,
  )
  process.exit(1)
}
