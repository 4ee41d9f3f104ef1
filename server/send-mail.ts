/** A mail as it leaves: every field is one line, except text and HTML. */
export interface OutgoingMail {
  from: { name: string; address: string }
  to: { name: string; address: string }
  replyTo: string
  subject: string
  text: string
  html: string
  /** with its angle brackets; fixed for the life of the outbox row */
  messageId: string
  headers: Record<string, string>
}

/**
 * What became of one try to hand a mail to the mail server. `unknown` is the one end after which nobody may try by
 * themselves: the message was on its way and no answer came, so the server may have it or not.
 */
export type SendOutcome =
  | { end: 'accepted'; response: string }
  /** The server said no to this message or its recipient: `for_now` (4xx, or the line broke before the message), or for good. */
  | { end: 'refused'; forGood: boolean; reason: string }
  /** Nothing can be sent at present, to nobody: no connection, wrong password, sender refused. */
  | { end: 'unreachable'; reason: string }
  | { end: 'unknown'; reason: string }

/** Hands mail to a mail server over one connection that is kept open. */
export interface MailSender {
  /**
   * Sends one mail. `beforeMessage` is awaited when the server has agreed to take the message and before its first
   * byte leaves: what it puts on disk is there before the server can have the mail. When it throws, nothing is sent
   * and the error is thrown on.
   */
  send: (mail: OutgoingMail, beforeMessage: () => Promise<void>) => Promise<SendOutcome>
  /** Connects and signs in; returns what is wrong in a sentence, or undefined. */
  check: () => Promise<string | undefined>
  close: () => void
}
