import { z } from 'zod'
import { languages } from '../words/languages.ts'
import { code, text } from './definition-parts.ts'

/** Names a stored file by its content. */
const fileHash = z.string().regex(/^[0-9a-f]{64}$/, 'Name the file by its SHA-256 in lower-case hex')

/** A picture or video that belongs to an item; the file is kept in the database under its SHA-256 (media.ts). */
const medium = z
  .strictObject({
    file: fileHash,
    type: z.enum(['image/jpeg', 'image/png', 'image/webp', 'video/mp4']),
    /** Pixels, so that a page keeps the place free while the file is on its way. */
    width: z.int().min(1).max(8000),
    height: z.int().min(1).max(8000),
    /** What it shows, for whoever does not see it; of a video, what happens in it. */
    alternative: text,
    caption: text.optional(),
    /** Subtitles of a video: WebVTT files by language, stored like the video. */
    subtitles: z.partialRecord(z.enum(languages), fileHash).optional(),
  })
  .refine((one) => one.type === 'video/mp4' || one.subtitles === undefined, {
    path: ['subtitles'],
    message: 'Only a video has subtitles',
  })

const media = z.array(medium).min(1).max(3).optional()

export const target = z.strictObject({
  id: z.string().regex(/^T[1-9][0-9]*$/, 'Number targets T1, T2, … in the order of the list'),
  codes: z.array(code).min(1).max(12),
  /** Our own plain words, never a CPT descriptor. */
  label: text,
  /** Wording a society with a licence supplies. */
  descriptor: text.optional(),
  /** Told apart on the cards when one code is asked with several vignettes. */
  variant: text.optional(),
  /** The typical patient, in Markdown. */
  vignette: text,
  /** Shown with the vignette. */
  media,
})

const comparatorCode = z.strictObject({
  code,
  /** Work RVU of this code in `wrvuYear`. */
  wrvu: z.number().min(0).max(500),
  /** CMS multiple-procedure indicator: 2 = the 50 % rule applies, 0 or 9 = paid in full (add-on codes). */
  multipleProcedureIndicator: z.union([z.literal(0), z.literal(2), z.literal(9)]),
})

export const comparator = z.strictObject({
  id: z.string().regex(/^C[0-9]{2,3}$/, 'Number comparators C01, C02, … in the order of the list'),
  codes: z.array(comparatorCode).min(1).max(12),
  label: text,
  descriptor: text.optional(),
  wrvuYear: z.int().min(1992).max(2100),
  /** Where the wRVU was read, such as "CMS PFS Relative Value File, January 2023". */
  source: z.string().trim().min(1).max(300),
  /** Whether the 50 % multiple-procedure rule is applied to the bundle. */
  multipleProcedureRule: z.boolean(),
  /** Shown on the comparator's pairs when somebody opens it. */
  media,
})

export type Target = z.infer<typeof target>
export type Comparator = z.infer<typeof comparator>
export type Medium = z.infer<typeof medium>
