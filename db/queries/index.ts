import type { Db } from '../open-database.ts'
import { accountLinkQueries } from './account-links.ts'
import { answerQueries } from './answers.ts'
import { auditQueries } from './audit.ts'
import { datasetQueries } from './datasets.ts'
import { draftQueries } from './drafts.ts'
import { exportQueries } from './exports.ts'
import { funnelQueries } from './funnel.ts'
import { invitationQueries } from './invitations.ts'
import { judgementQueries } from './judgements.ts'
import { mediaQueries } from './media.ts'
import { memberListQueries } from './member-lists.ts'
import { peopleQueries } from './people.ts'
import { respondentQueries } from './respondents.ts'
import { secondFactorQueries } from './second-factors.ts'
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
    judgements: judgementQueries(db),
    answers: answerQueries(db),
    audit: auditQueries(db),
    datasets: datasetQueries(db),
    drafts: draftQueries(db),
    exports: exportQueries(db),
    people: peopleQueries(db),
    accountLinks: accountLinkQueries(db),
    secondFactors: secondFactorQueries(db),
    funnel: funnelQueries(db),
    testComments: testCommentQueries(db),
    tokens: tokenQueries(db),
  }
}

export type Queries = ReturnType<typeof prepareQueries>
