let resting = false

/** Tells whether files are put on disk little by little, with rests, because answers are saved beside us. */
export function restsBetween(): boolean {
  return resting
}

/** Says that this process writes files beside one that saves answers. */
export function restBetween(): void {
  resting = true
}
