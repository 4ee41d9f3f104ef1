import type { Command } from 'commander'
import { offerNewPassword } from '../accounts/account-links.ts'
import { turnOffFactor } from '../accounts/second-factor.ts'
import { Refusal } from '../refusal.ts'
import { actor, onData, say } from './command-line.ts'

/** Adds `user password-link` to the commands about people: the way back in when the only owner is locked out. */
export function addUserPasswordLink(user: Command): void {
  user
    .command('password-link')
    .description('print a link by which a person chooses a new password; it works once')
    .requiredOption('--email <address>', 'what the person signs in with')
    .option('--second-factor-off', 'also turn the second factor off: telephone and recovery codes are lost')
    .action(({ email, secondFactorOff }: { email: string; secondFactorOff?: true }) =>
      onData((context) => {
        const person = context.queries.people.findByEmail.get(email.trim())
        if (!person) throw new Refusal('not_found', `There is no account for ${email}.`)
        if (secondFactorOff) turnOffFactor(context, person.id, actor)
        say(`${context.config.baseUrl}${offerNewPassword(context, person.id, actor)}`)
      }),
    )
}
