/** A delivery report as its mail states it. */
export interface BounceReport {
  /** every Message-ID the report names, with angle brackets */
  messageIds: string[]
  /** addresses it names as recipients that could not be reached */
  addresses: string[]
  reason: string
}

/** What a mailbox file holds. */
export interface BounceFile {
  reports: BounceReport[]
  /** mails that are no report of a failed delivery, such as "out of office", or "delayed" */
  others: number
}

/** More would be no bounce but a mail with a huge thread behind it. */
const mostIds = 50

/**
 * Reads a mailbox (mbox) or a single mail (eml) and returns the delivery reports in it that say that a delivery has
 * failed for good (RFC 3464: `Action: failed`). Never throws: what cannot be read counts among the others.
 */
export function readBounceFile(content: Buffer | string): BounceFile {
  // Reports are 7-bit by their standard; Latin-1 keeps every byte of whatever else is in the box.
  const text = (typeof content === 'string' ? content : content.toString('latin1')).replace(/\r\n?/g, '\n')
  const mails = splitMails(text)
  const reports = mails.map(readReport).filter((report) => report !== undefined)
  return { reports, others: mails.length - reports.length }
}

function splitMails(text: string): string[] {
  const mails = /^From \S/.test(text) ? text.split(/^From \S.*\n/m) : [text]
  return mails.filter((mail) => mail.trim() !== '')
}

function readReport(mail: string): BounceReport | undefined {
  const unfolded = mail.replace(/\n[ \t]+/g, ' ')
  if (!/^content-type:\s*message\/(global-)?delivery-status/im.test(unfolded)) return undefined
  const failed = recipientGroups(unfolded).filter(
    (group) => /^action:\s*failed\s*$/im.test(group) && !/^status:\s*[24]\./im.test(group),
  )
  if (failed.length === 0) return undefined
  const addresses = failed.flatMap((group) => [
    ...fieldsOf(group, 'final-recipient'),
    ...fieldsOf(group, 'original-recipient'),
  ])
  return {
    messageIds: [...new Set(unfolded.match(/<[^<>\s@]{1,200}@[^<>\s@]{1,200}>/g) ?? [])].slice(0, mostIds),
    addresses: [...new Set(addresses.map(addressOf).filter((address) => address !== ''))],
    reason: reasonOf(failed[0]!),
  }
}

/** The part about one recipient: the lines around a `Final-Recipient`, up to an empty line. */
function recipientGroups(mail: string): string[] {
  return mail.split(/\n\s*\n/).filter((group) => /^final-recipient:/im.test(group))
}

function fieldsOf(group: string, name: string): string[] {
  return [...group.matchAll(new RegExp(`^${name}:\\s*(.*)$`, 'gim'))].map((match) => match[1]!.trim())
}

/** `rfc822; ana@society.example` */
function addressOf(field: string): string {
  return (field.split(';').at(-1) ?? '').trim().replace(/^<|>$/g, '')
}

function reasonOf(group: string): string {
  const [status] = fieldsOf(group, 'status')
  const [diagnostic] = fieldsOf(group, 'diagnostic-code')
  const said = diagnostic?.replace(/^[\w-]+;\s*/, '')
  return [status, said].filter(Boolean).join(' ') || 'the mail could not be delivered'
}
