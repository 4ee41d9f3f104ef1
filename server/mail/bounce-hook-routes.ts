import { createHash, timingSafeEqual } from 'node:crypto'
import express, { type RequestHandler, Router } from 'express'
import { z } from 'zod'
import type { Context } from '../context.ts'
import { Refusal } from '../refusal.ts'
import { type Bounce, markBounces } from './bounces.ts'

const bounceReports = z.object({
  bounces: z
    .array(
      z.object({
        message_id: z.string().trim().min(3).max(400).optional(),
        address: z.string().trim().min(3).max(254).optional(),
        reason: z.string().trim().max(1000).default(''),
        /** false: only delayed, and not counted */
        permanent: z.boolean().default(true),
      }),
    )
    .max(1000),
})

/** Of a report in another format every line is wrong: the first few tell what is meant. */
const mostFaultsTold = 20

/**
 * Where a mail provider, or a small script in front of one, reports mail that came back: JSON, the shared secret as
 * a bearer token, one format for all providers (README). The same report again changes nothing.
 */
export function bounceHookRoutes(context: Context): Router {
  const router = Router()
  // The secret first: what a stranger sends is not even unpacked.
  router.post('/', requireSecret(context), express.json({ limit: '1mb' }), async (request, response) => {
    const read = bounceReports.safeParse(request.body)
    if (!read.success)
      throw new Refusal(
        'invalid',
        'The report is not as expected.',
        read.error.issues
          .slice(0, mostFaultsTold)
          .map((issue) => `${issue.path.join('.')}: ${issue.message}`),
      )
    const bounces = read.data.bounces.filter(({ permanent }) => permanent).map(toBounce)
    const scope = { studyId: null, society: null }
    response.json(await markBounces(context, bounces, scope, 'mail provider'))
  })
  return router
}

function requireSecret({ config }: Context): RequestHandler {
  return (request, _response, next) => {
    const secret = config.mailWebhookSecret
    if (secret === undefined)
      throw new Refusal('not_found', 'No secret for bounces is set (MAIL_WEBHOOK_SECRET).')
    const given = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? ''
    if (!timingSafeEqual(sha256(given), sha256(secret)))
      throw new Refusal('forbidden', 'The secret is not the right one.')
    next()
  }
}

function toBounce(report: z.infer<typeof bounceReports>['bounces'][number]): Bounce {
  return {
    messageIds: report.message_id === undefined ? [] : [report.message_id],
    addresses: report.address === undefined ? [] : [report.address],
    reason: report.reason,
  }
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
