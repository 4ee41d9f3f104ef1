import { Refusal } from '../refusal.ts'

/** More sentences than this help nobody; a list in the wrong format would have one for every row. */
const mostSentences = 200

/** Sentences about what is wrong with a list: the first of them, and how many there were. */
export interface ProblemList {
  say: (sentence: string) => void
  /** Refuses when there was any problem. */
  refuse: (summary: (count: number) => string) => void
}

/** Returns an empty list of problems. */
export function problemList(): ProblemList {
  const sentences: string[] = []
  let count = 0
  return {
    say(sentence) {
      count += 1
      if (sentences.length < mostSentences) sentences.push(sentence)
    },
    refuse(summary) {
      if (count === 0) return
      throw new Refusal('invalid', summary(count), sentences, count - sentences.length)
    },
  }
}
