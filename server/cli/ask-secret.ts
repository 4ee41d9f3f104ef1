import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'

/** Asks on the terminal for something that must not be seen: what is typed is not echoed. */
export function askSecret(question: string): Promise<string> {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
  const lines = createInterface({ input: process.stdin, output: nowhere, terminal: true })
  process.stderr.write(question)
  return new Promise((resolve) => {
    lines.question('', (answer) => {
      lines.close()
      process.stderr.write('\n')
      resolve(answer)
    })
    lines.on('SIGINT', () => process.exit(1))
  })
}
