import { describe, expect, test } from 'vitest'
import { givenLiveStudy, givenRespondent } from '../support/given-answers.ts'
import { smallStudy } from '../support/small-study.ts'
import { givenContext } from '../support/test-context.ts'
import { givenArchive } from './support.ts'

/** One surgeon who finished, one who stopped at the second pair and could not compare the first. */
function givenTwoSurgeons() {
  const { context, clock } = givenContext()
  givenLiveStudy(context, 'small', smallStudy())
  givenRespondent(context, clock, {
    slug: 'small',
    email: 'a@example.org',
    responses: { C01: 'more', C02: 'equal', C03: 'less' },
    answers: { is_surgeon: 'yes', tools: ['drill'], cases: 12, remark: '=free text' },
  })
  givenRespondent(context, clock, {
    slug: 'small',
    email: 'b@example.org',
    society: 'beta',
    device: 'desktop',
    responses: { C01: 'more', C02: 'cannot', C03: undefined },
    answers: { is_surgeon: 'yes' },
  })
  return { context, clock }
}

describe('whole files, as an analyst opens them', () => {
  const { context } = givenTwoSurgeons()
  const { text } = givenArchive(context, { include: 'started' })

  test('judgements.csv tells apart equal, cannot, not answered and not shown', () => {
    expect(
      text('judgements.csv'),
    ).toBe(`study,study_version,mode,respondent,society,language,state,seq,block,construct,pair,item_a,item_b,item_a_role,item_b_role,item_b_wrvu,wrvu_year,shown_first,is_repeat,status,response,score,revisions,start_day,shown_s,answered_s,active_ms,device
small,1,live,S32056,alpha,en,completed,1,1,complexity,T1:C03,T1,C03,target,comparator,23.53,2023,b,0,answered,less,0,0,2026-03-02,8.000,10.000,1500,phone
small,1,live,S32056,alpha,en,completed,2,1,complexity,T1:C01,T1,C01,target,comparator,15.37,2023,a,0,answered,more,2,0,2026-03-02,10.000,12.000,1500,phone
small,1,live,S32056,alpha,en,completed,3,1,complexity,T1:C02,T1,C02,target,comparator,12,2023,a,0,answered,equal,1,0,2026-03-02,12.000,14.000,1500,phone
small,1,live,S32056,alpha,en,completed,4,1,complexity,T1:C01,T1,C01,target,comparator,15.37,2023,b,1,answered,more,2,0,2026-03-02,14.000,16.000,1500,phone
small,1,live,S32056,alpha,en,completed,5,2,work_effort,T1:C02,T1,C02,target,comparator,12,2023,b,0,answered,equal,1,0,2026-03-02,18.000,20.000,1500,phone
small,1,live,S32056,alpha,en,completed,6,2,work_effort,T1:C01,T1,C01,target,comparator,15.37,2023,b,0,answered,more,2,0,2026-03-02,20.000,22.000,1500,phone
small,1,live,S32056,alpha,en,completed,7,2,work_effort,T1:C03,T1,C03,target,comparator,23.53,2023,a,0,answered,less,0,0,2026-03-02,22.000,24.000,1500,phone
small,1,live,S59908,beta,en,started,1,1,work_effort,T1:C02,T1,C02,target,comparator,12,2023,a,0,answered,cannot,,0,2026-03-02,8.000,10.000,1500,desktop
small,1,live,S59908,beta,en,started,2,1,work_effort,T1:C03,T1,C03,target,comparator,23.53,2023,b,0,not_answered,,,,2026-03-02,10.000,,,desktop
small,1,live,S59908,beta,en,started,3,1,work_effort,T1:C01,T1,C01,target,comparator,15.37,2023,a,0,not_shown,,,,2026-03-02,,,,desktop
small,1,live,S59908,beta,en,started,4,1,work_effort,T1:C02,T1,C02,target,comparator,12,2023,b,1,not_shown,,,,2026-03-02,,,,desktop
small,1,live,S59908,beta,en,started,5,2,complexity,T1:C02,T1,C02,target,comparator,12,2023,b,0,not_shown,,,,2026-03-02,,,,desktop
small,1,live,S59908,beta,en,started,6,2,complexity,T1:C03,T1,C03,target,comparator,23.53,2023,a,0,not_shown,,,,2026-03-02,,,,desktop
small,1,live,S59908,beta,en,started,7,2,complexity,T1:C01,T1,C01,target,comparator,15.37,2023,b,0,not_shown,,,,2026-03-02,,,,desktop
`)
  })

  test('respondents.csv has a column for every question but free text', () => {
    expect(
      text('respondents.csv'),
    ).toBe(`respondent,study_version,mode,society,language,state,n_shown,n_answered,n_equal,n_cannot,first_share,active_min,start_day,is_surgeon,tools_laser,tools_drill,cases
S32056,1,live,alpha,en,completed,7,7,2,0,0.400,,2026-03-02,yes,0,1,12
S59908,1,live,beta,en,started,2,1,0,1,,,2026-03-02,yes,,,
`)
  })

  test('a wide file has blanks for cannot and for no answer', () => {
    expect(text('wide/work_effort.csv')).toBe(`respondent,society,language,C01,C02,C03
S32056,alpha,en,2,1,0
S59908,beta,en,,,
`)
  })

  test('items.csv keeps codes as text and quotes only where needed', () => {
    expect(
      text('items.csv'),
    ).toBe(`item,role,codes,label,wrvu,wrvu_year,source,multiple_procedure_rule,sum_before_rule
T1,target,0202T,The target,,,,,
C01,comparator,63047,Procedure C01,15.37,2023,"CMS PFS Relative Value File, January 2023",0,15.37
C02,comparator,63030,Procedure C02,12,2023,"CMS PFS Relative Value File, January 2023",0,12
C03,comparator,22612,Procedure C03,23.53,2023,"CMS PFS Relative Value File, January 2023",0,23.53
`)
  })

  test('revisions.csv has the first answers', () => {
    expect(text('revisions.csv')).toBe(`respondent,seq,revision,response,at_s
S32056,1,1,less,10.000
S32056,2,1,more,12.000
S32056,3,1,equal,14.000
S32056,4,1,more,16.000
S32056,5,1,equal,20.000
S32056,6,1,more,22.000
S32056,7,1,less,24.000
S59908,1,1,cannot,10.000
`)
  })

  test('files nobody has rows for still have their header', () => {
    expect(text('ratings.csv')).toBe('respondent,item,category,answered_s\n')
    expect(text('exclusions.csv')).toBe('respondent,reason,by_role,dataset,item\n')
  })

  test('completed is the default of the form: who did not finish is left out', () => {
    const completed = givenArchive(context)
    expect(completed.rows('respondents.csv').map((row) => row.state)).toEqual(['completed'])
    expect(completed.rows('judgements.csv')).toHaveLength(7)
  })
})
