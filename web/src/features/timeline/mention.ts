/** The @ that is being written at the caret: where it stands and what follows it so far. */
export function mentionAt(text: string, caret: number): { from: number; typed: string } | null {
  const from = text.lastIndexOf('@', caret - 1)
  if (from < 0) return null
  const typed = text.slice(from + 1, caret)
  // An address has a letter before its @, and a name has no space, at least not in the middle of being typed.
  const inWord = from > 0 && /[\w.]/.test(text[from - 1] ?? '')
  return inWord || /\s/.test(typed) || typed.length > 20 ? null : { from, typed }
}
