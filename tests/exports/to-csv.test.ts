import { expect, test } from 'vitest'
import { csvFormat, type Flavour } from '../../server/exports/to-csv.ts'

test('text that a spreadsheet would run is disarmed for Excel, wide signs of Korean keyboards too, and never for scripts', () => {
  const column = { name: 'reason', label: 'Why', type: 'text', since: 1 } as const
  const lines = (flavour: Flavour, text: string) => csvFormat([column], flavour).toLines([[text]])
  for (const sign of ['=', '+', '-', '@', '\t', '＝', '＋', '－', '＠']) {
    expect(lines('excel', `${sign}1+1`)).toBe(`'${sign}1+1\n`)
    expect(lines('script', `${sign}1+1`)).toBe(`${sign}1+1\n`)
  }
  expect(lines('excel', '\n=1+1')).toBe(`"'\n=1+1"\n`)
  expect(lines('excel', 'a = b')).toBe('a = b\n')
})
