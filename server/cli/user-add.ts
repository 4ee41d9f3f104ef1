import { text } from 'node:stream/consumers'
import { type Command, Option } from 'commander'
import { addUser } from '../accounts/add-user.ts'
import { Refusal } from '../refusal.ts'
import { askSecret } from './ask-secret.ts'
import { actor, onData, say } from './command-line.ts'
import { addUserPasswordLink } from './user-password-link.ts'

type Role = 'owner' | 'coordinator' | 'analyst' | 'auditor'

interface Options {
  email: string
  name: string
  role: Role
  society?: string
  passwordStdin?: true
}

/** Adds `user add` and what else concerns people. */
export function addUserCommands(program: Command): void {
  const user = program.command('user').description('people who run studies')
  addUserPasswordLink(user)
  user
    .command('add')
    .description('make an account; the password is asked for, or read from standard input')
    .requiredOption('--email <address>', 'what the person signs in with')
    .requiredOption('--name <name>', 'as colleagues read it')
    .addOption(
      new Option('--role <role>', 'owner: everything; auditor: reads only')
        .choices(['owner', 'coordinator', 'analyst', 'auditor'])
        .makeOptionMandatory(),
    )
    .option('--society <slug>', 'limits a coordinator to the members of one society')
    .option('--password-stdin', 'read the password from standard input, to its first line end')
    .action(({ email, name, role, society, passwordStdin }: Options) =>
      onData(async (context) => {
        const password = passwordStdin ? await firstLineOfStdin() : await askPassword()
        await addUser(context, { email, name, role, society, password }, actor)
        say(`${email} can sign in as ${role} at ${context.config.baseUrl}`)
      }),
    )
}

async function firstLineOfStdin(): Promise<string> {
  return (await text(process.stdin)).split(/\r?\n/)[0]!
}

async function askPassword(): Promise<string> {
  if (!process.stdin.isTTY)
    throw new Refusal('invalid', 'There is nobody to ask for the password. Use --password-stdin.')
  const password = await askSecret('Password: ')
  if ((await askSecret('Once more: ')) !== password)
    throw new Refusal('invalid', 'The two passwords differ. Nothing was changed.')
  return password
}
