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
  | 'gone'

/** An expected "no" with a sentence that a visitor may read. */
export class Refusal extends Error {
  readonly reason: Reason
  /** Further lines, such as one per wrong row of an upload. */
  readonly details: string[]

  constructor(reason: Reason, sentence: string, details: string[] = []) {
    super(sentence)
    this.name = 'Refusal'
    this.reason = reason
    this.details = details
  }
}
