import { writtenFully } from './time.ts'

/** Messages of PostgreSQL's extended query protocol, written one after another into one packet. */
export class Packet {
  private bytes = Buffer.allocUnsafe(16_384)
  private used = 0

  /** Prepares a statement under its name, anew where the name was left over, and asks for its columns. */
  prepare(name: string, text: string): void {
    this.message(CLOSE, () => this.named(STATEMENT, name))
    this.message(PARSE, () => {
      this.string(name)
      this.string(text)
      this.int16(0)
    })
    this.message(DESCRIBE, () => this.named(STATEMENT, name))
  }

  /** Runs a prepared statement with values, all of its rows. */
  execute(name: string, values: readonly unknown[]): void {
    this.message(BIND, () => {
      this.byte(0)
      this.string(name)
      this.int16(values.length)
      for (const value of values) this.int16(value instanceof Uint8Array ? 1 : 0)
      this.int16(values.length)
      for (const value of values) this.value(value)
      this.int16(0)
    })
    this.message(EXECUTE, () => {
      this.byte(0)
      this.int32(0)
    })
  }

  /** Ends the packet with the one Sync and answers its bytes. */
  close(): Buffer {
    this.message(SYNC, () => {})
    const made = Buffer.from(this.bytes.subarray(0, this.used))
    this.used = 0
    if (this.bytes.length > LARGEST_KEPT) this.bytes = Buffer.allocUnsafe(16_384)
    return made
  }

  /** Forgets what was written, since a value of it cannot be sent. */
  discard(): void {
    this.used = 0
  }

  private message(code: number, write: () => void): void {
    this.byte(code)
    const start = this.used
    this.int32(0)
    write()
    this.bytes.writeInt32BE(this.used - start, start)
  }

  private value(value: unknown): void {
    if (value === null || value === undefined) {
      this.int32(-1)
    } else if (value instanceof Uint8Array) {
      this.int32(value.length)
      this.room(value.length)
      this.bytes.set(value, this.used)
      this.used += value.length
    } else {
      const text = textOf(value)
      this.room(4 + text.length * 3)
      const length = this.bytes.write(text, this.used + 4)
      this.bytes.writeInt32BE(length, this.used)
      this.used += 4 + length
    }
  }

  private named(kind: number, name: string): void {
    this.byte(kind)
    this.string(name)
  }

  private string(text: string): void {
    this.room(text.length * 3 + 1)
    this.used += this.bytes.write(text, this.used)
    this.bytes[this.used++] = 0
  }

  private byte(value: number): void {
    this.room(1)
    this.bytes[this.used++] = value
  }

  private int16(value: number): void {
    this.room(2)
    this.used = this.bytes.writeUInt16BE(value, this.used)
  }

  private int32(value: number): void {
    this.room(4)
    this.used = this.bytes.writeInt32BE(value, this.used)
  }

  private room(wanted: number): void {
    if (this.used + wanted <= this.bytes.length) return
    const larger = Buffer.allocUnsafe(Math.max(this.bytes.length * 2, this.used + wanted))
    this.bytes.copy(larger, 0, 0, this.used)
    this.bytes = larger
  }
}

const BIND = 0x42
const CLOSE = 0x43
const DESCRIBE = 0x44
const EXECUTE = 0x45
const PARSE = 0x50
const SYNC = 0x53
const STATEMENT = 0x53
/** A packet that was larger than this, such as an upload's, does not keep its memory. */
const LARGEST_KEPT = 1024 * 1024

/** A value in PostgreSQL's text format. Times are sent in UTC; objects as JSON. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value
  if (value instanceof Date) return writtenFully(value)
  if (Array.isArray(value)) return arrayText(value)
  if (value !== null && typeof value === 'object') return JSON.stringify(value)
  return String(value)
}

const PLAIN = /^[\w.:+-]+$/

function arrayText(items: readonly unknown[]): string {
  let text = '{'
  for (let index = 0; index < items.length; index += 1) {
    const item = items[index]
    if (index > 0) text += ','
    if (item === null || item === undefined) text += 'NULL'
    else if (Array.isArray(item)) text += arrayText(item)
    else if (item instanceof Uint8Array) text += `"\\\\x${Buffer.from(item).toString('hex')}"`
    else if (typeof item === 'bigint' || typeof item === 'number' || typeof item === 'boolean') text += item
    else text += quoted(textOf(item))
  }
  return `${text}}`
}

/** The word NULL without quotes would be no text but the absence of one. */
const quoted = (text: string): string =>
  PLAIN.test(text) && text.toUpperCase() !== 'NULL' ? text : `"${text.replace(/[\\"]/g, '\\$&')}"`
