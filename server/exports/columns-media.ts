import type { Column } from './column.ts'
import { studyVersion } from './columns-shared.ts'

/** What surgeons saw and could read of each picture and video, a row a version, item, medium and language. */
export const mediaColumns: readonly Column[] = [
  { ...studyVersion, label: 'Version of the study it was shown in' },
  { name: 'item', label: 'Item it was shown with', type: 'code', since: 2 },
  { name: 'position', label: 'Its place among the item’s pictures, from 1', type: 'integer', since: 2 },
  { name: 'language', label: 'Language of the texts and subtitles of this row', type: 'code', since: 2 },
  {
    name: 'type',
    label: 'What the file is (media type)',
    type: 'code',
    codes: {
      'image/jpeg': 'Picture (JPEG)',
      'image/png': 'Picture (PNG)',
      'image/webp': 'Picture (WebP)',
      'video/mp4': 'Video (MP4)',
    },
    since: 2,
  },
  { name: 'width', label: 'Width', type: 'integer', unit: 'pixels', since: 2 },
  { name: 'height', label: 'Height', type: 'integer', unit: 'pixels', since: 2 },
  { name: 'sha256', label: 'SHA-256 of the file, as the definition names it', type: 'code', since: 2 },
  {
    name: 'file',
    label: 'Where it lies in these files; the name is its SHA-256',
    type: 'code',
    blank: 'It was left out; the README says why',
    since: 2,
  },
  {
    name: 'alternative',
    label: 'What it shows, in words, for whoever does not see it',
    type: 'text',
    since: 2,
  },
  {
    name: 'caption',
    label: 'Caption below it, with whatever credit and licence the study gives there',
    type: 'text',
    blank: 'It has none',
    since: 2,
  },
  {
    name: 'subtitles',
    label: 'Where the subtitles of this language lie (WebVTT)',
    type: 'code',
    blank: 'There are none in this language, or they were left out',
    since: 2,
  },
]
