import type { Language } from '../words/languages.ts'

const formats = new Map<string, Intl.DateTimeFormat>()

/** Returns a moment as people read it, always with its zone: `30 June 2026, 23:59 (Europe/Madrid)`. */
export function formatTime(at: number, zone: string, language: Language): string {
  const key = `${language} ${zone}`
  let format = formats.get(key)
  if (!format) {
    format = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language === 'pt' ? 'pt-BR' : language, {
      dateStyle: 'long',
      timeStyle: 'short',
      timeZone: zone,
    })
    formats.set(key, format)
  }
  return `${format.format(at)} (${zone})`
}
