/** Why an expected "no" was said; http/errors.ts alone turns these into status numbers. */
export type Reason =
  | 'bad_request'
  | 'invalid'
  | 'forbidden'
  | 'signed_out'
  | 'not_found'
  | 'read_only'
  | 'conflict'
  | 'too_many'
  | 'too_large'
  | 'gone'
  | 'no_room'

/** An expected "no" with a sentence that a visitor may read. */
export class Refusal extends Error {
  readonly reason: Reason
  /** Further lines, such as one per wrong row of an upload. */
  readonly details: string[]
  /** how many more lines there would have been */
  readonly left: number

  constructor(reason: Reason, sentence: string, details: string[] = [], left = 0) {
    super(sentence)
    this.name = 'Refusal'
    this.reason = reason
    this.details = details
    this.left = left
  }
}
