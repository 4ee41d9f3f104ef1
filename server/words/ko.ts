import type { Words } from './en.ts'
import { more } from './more-ko.ts'

/**
 * Everything a surgeon reads that is not the study's own text, in Korean, in the formal polite register.
 * Particles whose form depends on the sound before them never follow a code, a number or a label.
 */
export const ko: Words = {
  ...more,
  // every page
  skipToContent: '본문으로 이동',
  languageSwitch: '언어',
  back: '이전',
  continue: '계속',
  saveAndContinue: '저장하고 계속',
  stopForNow: '잠시 중단',
  answersAreSaved: '답변은 저장되어 있습니다',
  errorPrefix: '오류: ',
  thereIsAProblem: '입력 내용을 확인해 주십시오',
  contact: '문의처:',
  testNotice:
    '테스트 화면입니다. 여기에서 입력하신 답변은 테스트 답변으로 표시되며 집계에 포함되지 않습니다.',
  testComment: '이 페이지에 의견 남기기',
  testCommentLabel: '무엇을 바꾸면 좋겠습니까? 이 연구를 만드는 사람만 읽습니다.',
  testCommentSend: '의견 보내기',
  testCommentNoted: '감사합니다. 의견이 기록되었습니다.',
  optional: '선택 사항',
  notAnswered: '답변하지 않음',
  notOpenYetNotice: '이 연구는 아직 시작되지 않았습니다.',

  // welcome
  invitedBy: (society: string) => `초대 학회: ${society}`,
  whatToExpect: '진행 안내',
  minutes: (n: number) => `약 ${n}분`,
  comparisons: (n: number) => `두 술식을 비교하는 문항 ${n}개`,
  ratings: (n: number) => `평가 문항 ${n}개`,
  savedAsYouGo:
    '답변은 입력할 때마다 바로 저장됩니다. 언제든지 중단하고 나중에 어느 기기에서든 같은 링크로 이어서 진행하실 수 있습니다.',
  openUntil: (time: string) => `${time}까지 참여 가능`,
  sponsorHeading: '연구비 부담 기관',
  interestHeading: '후원 기관의 이해관계',
  ethicsHeading: '연구 윤리',
  confidential: '답변은 비밀로 유지되며, 성함 및 이메일 주소와 분리하여 보관됩니다.',
  anonymous: '답변은 익명으로 처리됩니다.',
  start: '시작',
  notForMe: '참여가 어렵습니다',
  welcomeBack: '다시 방문해 주셔서 감사합니다',
  doneOf: (done: number, total: number) => `${total}개 중 ${done}개 완료`,
  goOn: '중단한 곳에서 계속',

  // consent
  consentHeading: '참여 동의',
  dataProtection: '개인정보 보호: 보관하는 정보, 목적 및 기간',
  iAgree: '동의하며 참여하겠습니다',
  iDoNotAgree: '동의하지 않습니다',
  chooseConsent: '참여 동의 여부를 선택해 주십시오',
  refusedHeading: '알려 주셔서 감사합니다',
  refusedText:
    '참여를 원하지 않으신다는 점만 기록하였습니다. 더 이상의 질문은 없으며 다른 정보는 보관하지 않습니다.',
  changedMyMind: '생각이 바뀌었습니다',

  // questions
  disclosureHeading: '재정적 이해관계 공개',
  disclosureIntroduction:
    '“예”라고 답하셔도 참여가 제한되지 않습니다. 결과와 함께 보고되지만 성함은 공개되지 않습니다.',
  procedureHeading: '대상 술식',
  typicalPatient: '전형적인 환자',
  experienceHeading: '수술 경험',
  aboutHeading: '응답자 정보',
  aboutIntroduction:
    '어떤 분들이 응답하셨는지 설명하는 데 사용됩니다. 보고서에서 개인의 답변을 알아볼 수 없습니다.',
  timesHeading: '소요 시간',
  timesIntroduction:
    '설명된 환자를 평소 방식대로 진료하신다고 할 때 선생님 본인이 쓰시는 시간(분)입니다. 대략적인 숫자로 충분합니다.',
  referenceHeading: '비교할 술식',
  referenceIntroduction: '환자 한 명에 대한 수술 전·중·후의 전체 업무를 생각해 주십시오.',
  materialsHeading: '일회용 재료',
  materialsIntroduction:
    '설명된 환자의 수술 1회에 쓰이고 체내에 남지 않는 재료입니다. 필요 없는 줄은 비워 두십시오.',
  lookAt: (name: string) => `${name} 사진·동영상 보기`,
  videoOf: (size: string) => `동영상, ${size}`,
  whatTheVideoShows: '동영상의 내용',
  chooseAnAnswer: '답변을 선택해 주십시오',
  chooseAtLeastOne: '답변을 하나 이상 선택해 주십시오',
  chooseExclusive: (label: string) => `“${label}” 항목은 다른 항목과 함께 선택할 수 없습니다`,
  enterANumber: '25와 같이 숫자로 입력해 주십시오',
  enterWholeNumber: '25와 같이 정수로 입력해 주십시오',
  enterDecimal: '12.50과 같이 소수점 아래 2자리까지의 숫자로 입력해 주십시오',
  enterNumberBetween: (min: string, max: string) => `${min}에서 ${max} 사이의 숫자를 입력해 주십시오`,
  enterNumberAtLeast: (min: string) => `${min} 이상의 숫자를 입력해 주십시오`,
  enterNumberAtMost: (max: string) => `${max} 이하의 숫자를 입력해 주십시오`,
  enterText: '답변을 입력해 주십시오',
  textTooLong: (max: number) => `최대 ${max}자까지 입력할 수 있습니다`,
  pageAnsweredElsewhere:
    '이 화면은 다른 창에서 이미 답변하셨습니다. 저장된 답변이 표시되어 있으며, 원하시면 변경하실 수 있습니다.',
  notEligibleHeading: '관심을 가져 주셔서 감사합니다',
  notEligibleText:
    '이 연구는 다른 분들을 대상으로 합니다. 지금까지의 답변은 “대상 아님”으로 집계되며 더 이상의 질문은 없습니다.',
  correctMyAnswers: '답변 수정하기',

  // practice and parts
  practiceProgress: '연습',
  practiceHeading: '먼저 한 번 연습해 보십시오',
  practiceText: '이 비교는 연습용이며 저장되지 않습니다.',
  partOf: (n: number, total: number) => `${total}개 부분 중 ${n}번째`,
  partHint: '이 부분에서는 모든 비교에서 같은 질문을 드립니다.',
  minutesSoFar: (n: number) => `지금까지 약 ${n}분`,
  beginPart: '이 부분 시작',

  // pairs
  comparisonOf: (n: number, total: number) => `비교 ${total}개 중 ${n}번째`,
  readPatientAgain: '환자 설명 다시 읽기',
  /** how an item is called inside an answer: its letter on the screen and its code */
  lettered: (letter: string, code: string) => `${letter}(${code})`,
  aboutEqual: '비슷합니다',
  cannotCompare: '이 둘은 비교할 수 없습니다',
  chooseTheAnswer: '가장 알맞은 답변을 선택해 주십시오',
  answeredElsewhere:
    '이 비교는 다른 창에서 이미 답변하셨습니다. 저장된 답변이 표시되어 있으며, 원하시면 변경하실 수 있습니다.',
  keysOn: '1, 2, 3, 0 키로 답변을 선택할 수 있습니다',
  turnOff: '끄기',
  turnOn: '켜기',
  keysOff: '키 선택이 꺼져 있습니다',

  // ratings
  statementOf: (n: number, total: number) => `평가 문항 ${total}개 중 ${n}번째`,
  ratingKeysOn: (n: number) => `1부터 ${n}까지의 키로 답변을 선택할 수 있습니다`,

  // review, done, leaving
  reviewHeading: '답변 확인',
  reviewIntroduction:
    '필요하면 답변을 변경하신 후 완료해 주십시오. 완료하신 뒤에도 연구가 종료될 때까지 답변을 변경하실 수 있습니다.',
  reviewMissing: (n: number) => `답변하지 않은 문항이 ${n}개 있습니다. 그대로 완료하실 수 있습니다.`,
  change: '변경',
  changeAnswer: (what: string) => `변경: ${what}`,
  finish: '완료',
  doneHeading: '감사합니다. 모든 답변이 완료되었습니다.',
  doneText: '참여를 요청하는 알림은 더 이상 발송되지 않습니다.',
  reference: '참조 번호',
  finishedAt: (time: string) => `${time}에 완료하셨습니다.`,
  changeUntil: (time: string) => `${time}까지 같은 링크로 답변을 변경하실 수 있습니다.`,
  changeUntilClose: '연구가 종료될 때까지 같은 링크로 답변을 변경하실 수 있습니다.',
  lookAtAnswers: '내 답변 보기 또는 변경',
  howToWithdraw: '모든 답변을 철회하시려면 아래 링크를 이용하시거나, 아래 주소로 참조 번호를 알려 주십시오.',
  withdraw: '내 답변 철회',
  withdrawHeading: '답변을 철회하시겠습니까?',
  withdrawText: '철회하신 답변은 어떠한 분석이나 파일에도 사용되지 않습니다. 이 작업은 되돌릴 수 없습니다.',
  withdrawConfirm: '예, 답변을 철회합니다',
  keepAnswers: '아니요, 답변을 유지합니다',
  withdrawnHeading: '답변이 철회되었습니다',
  withdrawnText: '철회하신 답변은 사용되지 않습니다. 시간을 내어 주셔서 감사합니다.',
  stoppedHeading: '답변이 저장되었습니다',
  stoppedText:
    '편하실 때 이 기기나 다른 기기에서 같은 링크로 다시 방문해 주십시오. 중단하신 곳에서 이어집니다.',
  declineHeading: '참여가 어려우십니까?',
  declineText: '알려 주시면 이 연구에 관하여 다시 연락드리지 않으며, 다른 분께 참여를 요청할 수 있습니다.',
  declineConfirm: '참여를 원하지 않습니다',
  declinedHeading: '알려 주셔서 감사합니다',
  declinedText:
    '이 연구에 관하여 다시 연락드리지 않겠습니다. 생각이 바뀌시면 연구가 종료될 때까지 링크를 그대로 사용하실 수 있습니다.',

  // links that do not open, and other refusals
  unknownLinkHeading: '이 링크로는 설문을 열 수 없습니다',
  unknownLinkText:
    '링크의 일부가 빠졌을 수 있습니다. 받으신 메시지에서 링크 전체를 복사하시거나, 메시지를 보낸 학회에 문의해 주십시오.',
  revokedLinkHeading: '이 링크는 더 이상 유효하지 않습니다',
  revokedLinkText:
    '링크가 교체되었거나 취소되었습니다. 학회에서 보낸 더 최근의 메시지를 확인하시거나 새 링크를 요청해 주십시오. 이미 입력하신 답변은 안전하게 보관되어 있습니다.',
  notOpenHeading: '이 연구는 아직 시작되지 않았습니다',
  notOpenText: '나중에 같은 링크로 다시 방문해 주십시오.',
  opensAt: (time: string) => `${time}에 시작됩니다.`,
  closedAnonymous: '이제 답변은 익명입니다. 답변과 주소를 연결하던 정보는 영구히 삭제되었습니다.',
  pausedHeading: '이 연구는 일시 중지되었습니다',
  pausedText: '지금까지 입력하신 답변은 안전하게 보관되어 있습니다. 나중에 같은 링크로 다시 방문해 주십시오.',
  closedHeading: '이 연구는 종료되었습니다',
  closedText: '더 이상 답변을 입력하거나 변경하실 수 없습니다. 관심을 가져 주셔서 감사합니다.',
  closedFinishedText:
    '설문을 완료하셨으며 답변은 연구에 반영됩니다. 더 이상 변경하실 수 없습니다. 감사합니다.',
  closedPartialText:
    '저장된 답변은 안전하게 보관되어 있으나, 더 이상 추가하거나 변경하실 수 없습니다. 감사합니다.',
  brokenFormHeading: '입력 내용이 올바르게 전달되지 않았습니다',
  brokenFormText: '변경된 내용은 없습니다. 이전 화면으로 돌아가 페이지를 새로 고친 후 다시 시도해 주십시오.',
  notFoundHeading: '페이지를 찾을 수 없습니다',
  notFoundText: '링크를 다시 열면 중단하신 곳에서 이어서 진행하실 수 있습니다.',
  faultHeading: '시스템에 문제가 발생했습니다',
  faultText: '저장된 답변은 안전하게 보관되어 있습니다. 잠시 후 다시 시도해 주십시오.',
  openAgain: '설문 다시 열기',
}
