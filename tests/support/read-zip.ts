import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { crc32, inflateRawSync } from 'node:zlib'

export interface ZipEntry {
  name: string
  bytes: Buffer
  /** DOS date and time as one number */
  time: number
}

/** Reads a zip file by its central directory, checking every size and checksum. */
export function readZip(zip: Buffer): ZipEntry[] {
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'))
  if (end < 0) throw new Error('There is no end of a zip file')
  const entries: ZipEntry[] = []
  let at = zip.readUInt32LE(end + 16)
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    const [nameLength, extraLength, noteLength] = [28, 30, 32].map((k) => zip.readUInt16LE(at + k)) as [
      number,
      number,
      number,
    ]
    const name = zip.toString('utf8', at + 46, at + 46 + nameLength)
    const [crc, packed, size, local] = [16, 20, 24, 42].map((k) => zip.readUInt32LE(at + k)) as [
      number,
      number,
      number,
      number,
    ]
    const from = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
    const stored = zip.subarray(from, from + packed)
    const bytes = zip.readUInt16LE(at + 10) === 0 ? stored : inflateRawSync(stored)
    if (bytes.length !== size || crc32(bytes) !== crc) throw new Error(`${name} is damaged`)
    entries.push({ name, bytes, time: zip.readUInt32LE(at + 12) })
    at += 46 + nameLength + extraLength + noteLength
  }
  return entries
}

/** Unzips into a folder. */
export function unzip(zip: Buffer, folder: string): void {
  for (const { name, bytes } of readZip(zip)) {
    const place = join(folder, name)
    mkdirSync(dirname(place), { recursive: true })
    writeFileSync(place, bytes)
  }
}
