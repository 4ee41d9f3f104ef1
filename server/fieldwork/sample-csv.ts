import type { SamplePlaceRow, SampleRow } from '../../db/queries/samples.ts'
import type { Context } from '../context.ts'
import type { Column } from '../exports/column.ts'
import { csvFormat } from '../exports/to-csv.ts'

const columns: readonly Column[] = [
  { name: 'place', label: 'Place in the order of the draw, from 1', type: 'integer', since: 1 },
  { name: 'became', label: 'drawn, reserve, or asked_later from the reserve', type: 'code', since: 1 },
  { name: 'position', label: 'Place in the order of addresses, from 1', type: 'integer', since: 1 },
  { name: 'email', label: 'E-mail address', type: 'text', since: 1 },
  { name: 'name', label: 'Name', type: 'text', since: 1 },
  { name: 'society', label: 'Society', type: 'code', since: 1 },
  { name: 'language', label: 'Language of the invitation', type: 'code', since: 1 },
  { name: 'list', label: 'File of the list; empty where it was pasted', type: 'text', since: 1 },
  { name: 'on_the_list', label: 'Members on the list', type: 'integer', since: 1 },
  { name: 'eligible', label: 'How many could be drawn', type: 'integer', since: 1 },
  { name: 'sample_size', label: 'How many were drawn', type: 'integer', since: 1 },
  { name: 'seed', label: 'Seed of the draw', type: 'integer', since: 1 },
  { name: 'wave', label: 'Wave of invitations', type: 'integer', since: 1 },
]

/** Returns a sample as CSV, in the order of the draw: of one society, or of all (null). */
export function sampleCsv(context: Context, sample: SampleRow, onlySociety: string | null): string {
  const format = csvFormat(columns, 'excel')
  const rows = context.queries.samples.listPlaces.all({ sampleId: sample.id, society: onlySociety })
  const header = `${columns.map((column) => column.name).join(',')}\n`
  return header + format.toLines(rows.map((row) => toRow(sample, row)))
}

function toRow(sample: SampleRow, row: SamplePlaceRow) {
  const later = row.place > sample.drawn ? 'asked_later' : 'drawn'
  return [
    row.place,
    row.invitation_id === null ? 'reserve' : later,
    row.position,
    row.email,
    row.name,
    row.society,
    row.language,
    sample.list_name ?? '',
    sample.list_members,
    sample.listed,
    sample.drawn,
    sample.seed,
    sample.wave,
  ]
}
