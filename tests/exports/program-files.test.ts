import { describe, expect, test } from 'vitest'
import { givenThreeSurgeons } from './given-surgeons.ts'
import { givenArchive, windowsLines } from './support.ts'

const star = givenArchive(givenThreeSurgeons().context, { programs: true })
const design = { kind: 'linked', repeats: 0, linksPerRespondent: 2 } as const
const linked = givenArchive(givenThreeSurgeons(design).context, { programs: true })

describe('whole files, as each program opens them', () => {
  test('jamovi: three categories, and two files of two that say in their name what a tie became', () => {
    expect(star.text('jamovi/work_effort_012_equal1.csv')).toBe(`respondent,society,language,C01,C02,C03
S32056,alpha,en,2,1,0
S42524,alpha,en,,2,
S59908,beta,en,1,,0
`)
    expect(star.text('jamovi/work_effort_dich_more.csv')).toBe(`respondent,society,language,C01,C02,C03
S32056,alpha,en,1,0,0
S42524,alpha,en,,1,
S59908,beta,en,0,,0
`)
    expect(star.text('jamovi/work_effort_dich_notless.csv')).toBe(`respondent,society,language,C01,C02,C03
S32056,alpha,en,1,1,0
S42524,alpha,en,,1,
S59908,beta,en,1,,0
`)
  })

  test('eRm: who gave no score, or only one, is left out', () => {
    expect(star.text('erm/work_effort.csv')).toBe(`respondent,C01,C02,C03
S32056,2,1,0
S59908,1,,0
`)
  })

  test('R: one row an answer; counts by side; wins with ties apart', () => {
    expect(star.text('r/answers.csv')).toBe(`respondent,society,construct,a,b,y,first,active_ms
S32056,alpha,complexity,T1,C03,0,-1,1500
S32056,alpha,complexity,T1,C01,2,1,1500
S32056,alpha,complexity,T1,C02,1,1,1500
S32056,alpha,work_effort,T1,C02,1,-1,1500
S32056,alpha,work_effort,T1,C01,2,-1,1500
S32056,alpha,work_effort,T1,C03,0,1,1500
S42524,alpha,complexity,T1,C02,2,-1,1500
S42524,alpha,work_effort,T1,C02,2,1,1500
S59908,beta,work_effort,T1,C03,0,-1,1500
S59908,beta,work_effort,T1,C01,1,1,1500
S59908,beta,complexity,T1,C03,0,1,1500
S59908,beta,complexity,T1,C01,1,-1,1500
`)
    expect(star.text('r/work_effort_counts.csv')).toBe(`a,b,first,more,equal,less,n
T1,C01,1,0,1,0,1
T1,C01,-1,1,0,0,1
T1,C02,1,1,0,0,1
T1,C02,-1,0,1,0,1
T1,C03,1,0,0,1,1
T1,C03,-1,0,0,1,1
`)
    expect(star.text('r/work_effort_bradleyterry2.csv')).toBe(`player1,player2,win1,win2,ties,n
T1,C01,1,0,1,2
T1,C02,1,0,1,2
T1,C03,0,2,0,2
`)
  })

  test('psychotools: the columns stand in the order 1:2, 1:3, 2:3, …', () => {
    expect(
      linked.text('psychotools/work_effort.csv'),
    ).toBe(`judge,T1:C01,T1:C02,C01:C02,T1:C03,C01:C03,C02:C03
S32056,1,0,,-1,-1,-1
S42524,,1,1,,,
S59908,0,,,-1,-1,-1
`)
  })

  test('Winsteps: labels for DIF, then one character an answer', () => {
    expect(windowsLines(star.text('winsteps/work_effort.txt'))).toBe(`; society 01 = alpha
; society 02 = beta
; respondents without a score are left out; a missing score is "."
TITLE = 'work_effort: T1 0202T against 3 comparators'
NI = 3
ITEM1 = 14
NAME1 = 1
NAMLEN = 12
CODES = 012
GROUPS = " "    ; one rating scale for all; GROUPS = 0 for partial credit
@SOC = 8W2     ; society in the label: DIF = @SOC
@LANG = 11W2    ; language in the label: DIF = @LANG
CLFILE = *
0 Target less
1 Equal
2 Target more
*
&END
C01 63047
C02 63030
C03 22612
END NAMES
S32056 01 en 210
S42524 01 en .2.
S59908 02 en 1.0
`)
  })

  test('Winsteps, pairs: every comparison is a column with two entries that add to 2', () => {
    expect(
      windowsLines(linked.text('winsteps/work_effort_paired.txt')),
    ).toBe(`; measures are those of a paired model; standard errors are about sqrt(2) too small and ignore the judge
TITLE = 'work_effort: 4 procedures in pairs'
NI = 11
ITEM1 = 6
NAME1 = 1
NAMLEN = 4
CODES = 012
GROUPS = " "    ; one rating scale for all; GROUPS = 0 for partial credit
PAIRED = YES    ; two entries in each column, adding to 2
CLFILE = *
0 Less
1 Equal
2 More
*
&END
S32056
S32056
S32056
S32056
S32056
S42524
S42524
S59908
S59908
S59908
S59908
END NAMES
T1   ..1202..10.
C01  .0.0..201..
C02  0.1..00...0
C03  22..2..2.22
`)
  })

  test('Facets: each answer in two mirrored lines', () => {
    expect(
      windowsLines(star.text('facets/work_effort.txt')),
    ).toBe(`; without the order effect: Facets = 2,4, Entered = 1,1,2,0, Models = ?,-?,?,R2,0.5, Positive = 1,2, no facet 3 in Labels
Title = work_effort
Facets = 3,4               ; labelled: 1 procedure, 2 judge, 3 order; four in each line of data
Entered = 1,1,2,3          ; procedure, procedure, judge, order
Models = ?,-?,?,?,R2,0.5   ; -? reverses the second procedure; R2 = 0..2; each answer twice
Noncenter = 0
Positive = 1,2,3
Labels =
1,Procedure
1=T1
2=C01
3=C02
4=C03
*
2,Judge,A                  ; dummy: all anchored at 0, for fit only
1=S32056,0
2=S42524,0
3=S59908,0
*
3,Order
1=first-named shown first
2=first-named shown second
*
Data =
1,3,1,2,1
3,1,1,1,1
1,2,1,2,2
2,1,1,1,0
1,4,1,1,0
4,1,1,2,2
1,3,2,1,2
3,1,2,2,0
1,4,3,2,0
4,1,3,1,2
1,2,3,1,1
2,1,3,2,1
`)
  })

  test('SPSS: the syntax reads the three-category file and labels it', () => {
    expect(star.text('spss/work_effort.sps')).toBe(`* Encoding: UTF-8.
* First say where the unzipped folder is: CD 'C:\\folder'.
SET DECIMAL=DOT.
GET DATA /TYPE=TXT /FILE='jamovi/work_effort_012_equal1.csv' /ENCODING='UTF8' /DELIMITERS="," /QUALIFIER='"' /FIRSTCASE=2
 /VARIABLES=respondent A6 society A5 language A2
  C01 F1.0 C02 F1.0 C03 F1.0.
VARIABLE LABELS respondent 'Pseudonym'
  /C01 'T1 v C01 (63047), work_effort'
  /C02 'T1 v C02 (63030), work_effort'
  /C03 'T1 v C03 (22612), work_effort'.
VALUE LABELS
  C01 C02 C03
    0 'Target less'
    1 'Equal'
    2 'Target more'
  /society
  'alpha' 'Alpha Society'
  'beta' 'Beta Society'.
VARIABLE LEVEL
  C01 C02 C03
  (ORDINAL).
EXECUTE.
`)
  })

  test('a star has no paired layout, and answers without an estimate say why', () => {
    expect(star.manifest.files.map((file) => file.name)).not.toContain('winsteps/work_effort_paired.txt')
    expect(
      star.text('analysis/analyses.csv'),
    ).toBe(`analysis,model,construct,target,outcome,sentence,estimator,ties,read_out,in_script,exploratory
work_effort,rsm,work_effort,T1,unused-category,Nobody chose category 0 for any item; merge it with its neighbour.,mml,adjacent,target,1,
complexity,rsm,complexity,T1,unused-category,Nobody chose category 0 for any item; merge it with its neighbour.,mml,adjacent,target,1,
`)
    expect(star.rows('analysis/numbers.csv')).toEqual([])
  })
})
