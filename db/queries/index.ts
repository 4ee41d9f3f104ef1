import type { Db } from '../open-database.ts'
import { accountLinkQueries } from './account-links.ts'
import { answerQueries } from './answers.ts'
import { auditQueries } from './audit.ts'
import { datasetQueries } from './datasets.ts'
import { draftQueries } from './drafts.ts'
import { erasureQueries } from './erasure.ts'
import { exclusionQueries } from './exclusions.ts'
import { exportQueries } from './exports.ts'
import { feeQueries } from './fees.ts'
import { funnelQueries } from './funnel.ts'
import { invitationQueries } from './invitations.ts'
import { judgementQueries } from './judgements.ts'
import { mailTextQueries } from './mail-texts.ts'
import { mailingQueries } from './mailings.ts'
import { mediaQueries } from './media.ts'
import { memberListQueries } from './member-lists.ts'
import { openLinkQueries } from './open-links.ts'
import { outboxQueries } from './outbox.ts'
import { outboxChangeQueries } from './outbox-changes.ts'
import { outboxListQueries } from './outbox-lists.ts'
import { peopleQueries } from './people.ts'
import { recipientQueries } from './recipients.ts'
import { respondentQueries } from './respondents.ts'
import { retentionQueries } from './retention.ts'
import { sampleQueries } from './samples.ts'
import { secondFactorQueries } from './second-factors.ts'
import { sensitivityQueries } from './sensitivity.ts'
import { studyQueries } from './studies.ts'
import { testCommentQueries } from './test-comments.ts'
import { tokenQueries } from './tokens.ts'

/** Prepares every statement, so that a wrong column fails at start. */
export function prepareQueries(db: Db) {
  return {
    studies: studyQueries(db),
    invitations: invitationQueries(db),
    respondents: respondentQueries(db),
    media: mediaQueries(db),
    memberLists: memberListQueries(db),
    samples: sampleQueries(db),
    judgements: judgementQueries(db),
    answers: answerQueries(db),
    audit: auditQueries(db),
    datasets: datasetQueries(db),
    drafts: draftQueries(db),
    exclusions: exclusionQueries(db),
    exports: exportQueries(db),
    people: peopleQueries(db),
    accountLinks: accountLinkQueries(db),
    secondFactors: secondFactorQueries(db),
    fees: feeQueries(db),
    funnel: funnelQueries(db),
    openLinks: openLinkQueries(db),
    testComments: testCommentQueries(db),
    erasure: erasureQueries(db),
    retention: retentionQueries(db),
    tokens: tokenQueries(db),
    mailTexts: mailTextQueries(db),
    mailings: mailingQueries(db),
    recipients: recipientQueries(db),
    outbox: outboxQueries(db),
    outboxChanges: outboxChangeQueries(db),
    outboxLists: outboxListQueries(db),
    sensitivity: sensitivityQueries(db),
  }
}

export type Queries = ReturnType<typeof prepareQueries>
