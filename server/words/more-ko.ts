import type { more as english } from './more-en.ts'

/** What surgeons read on the pages about their own link and the results, and when an answer does not get through. */
export const more: typeof english = {
  // links that are handed around
  keepHeading: '개인 링크를 보관해 주십시오',
  keepText:
    '연구가 종료될 때까지 어느 기기에서든 이 링크로 답변을 이어서 하실 수 있습니다. 링크를 복사하시거나 이 페이지를 즐겨찾기에 추가해 주십시오. 링크를 가진 사람은 누구나 답변을 보고 변경할 수 있습니다.',
  keepMailLabel: '또는 이메일로 받기',
  keepMailHint: '주소는 이 메시지를 보내는 데에만 사용되며 저장되지 않습니다.',
  keepMailSend: '링크 보내기',
  keepMailSent: '링크를 보냈습니다.',
  keepMailFailed: '메시지를 보내지 못했습니다. 대신 링크를 복사해 주십시오.',
  keepMailSubject: (title: string) => `설문 링크: ${title}`,
  keepMailText:
    '선생님의 개인 링크입니다. 연구가 종료될 때까지 이 링크로 답변을 이어서 하실 수 있습니다. 링크를 가진 사람은 누구나 답변을 보고 변경할 수 있습니다.',
  pressOnceMore: '시작 버튼을 한 번 더 눌러 주십시오.',
  begunHere:
    '이 기기에서 이미 시작한 분이 있습니다. 본인이시면 개인 링크로 계속하시고, 아니시면 시작 버튼을 눌러 주십시오.',
  fullHeading: '오늘 매우 많은 분이 시작하셨습니다',
  fullText: '오늘은 이 링크로 더 시작할 수 없습니다. 내일 다시 시도하시거나 아래 주소로 문의해 주십시오.',
  crowdedHeading: '지금 매우 많은 분이 시작하고 계십니다',
  crowdedText: '1분 후에 다시 시도해 주십시오. 저장된 답변은 그대로 있습니다.',
  scanToStart: '스캔하여 참여하기',

  // links that were made for one person
  linkIsPersonal:
    '이 링크는 개인 링크이며, 받으신 회원 한 분의 답변이 열립니다. 다른 분에게서 전달받으셨다면 아래 주소로 문의하여 본인의 링크를 받아 주십시오.',
  begunOn: (time: string) =>
    `이 답변은 ${time}에 시작되었습니다. 본인이 시작하신 것이 아니라면 다른 분의 링크이므로 계속하지 마시고, 아래 주소로 문의하여 본인의 링크를 받아 주십시오.`,
  doNotForward:
    '링크를 다른 분에게 전달하지 마십시오. 링크를 가진 사람은 누구나 답변을 보고 변경할 수 있습니다.',

  withdrawByMail: (reference: string) =>
    `답변을 철회하시려면 아래 주소로 문의하시고 참조 번호를 함께 알려 주십시오. 참조 번호: ${reference}`,

  // an address for the results
  resultsHeading: '결과를 받아 보시겠습니까?',
  resultsText:
    '주소를 남기시면 결과가 발표될 때 학회에서 보내 드립니다. 주소는 답변과 따로 보관되므로 어느 답변이 선생님의 것인지 아무도 알 수 없습니다.',
  resultsAddress: '이메일 주소',
  resultsSend: '결과 받기',
  resultsThanks: '감사합니다. 결과가 발표되면 보내 드리겠습니다.',
  resultsWrong: '이메일 주소가 올바르지 않은 것 같습니다. 다시 입력해 주십시오.',

  // what could not be sent or saved
  tooLargeHeading: '입력하신 내용이 너무 깁니다',
  tooLargeText: '변경된 내용은 없습니다. 이전 화면으로 돌아가 내용을 줄인 후 다시 보내 주십시오.',
  notSavedHeading: '마지막 답변이 저장되지 않았습니다',
  notSavedText:
    '답변은 이 화면에 남아 있습니다. 잠시 후 다시 보내 주십시오. 이전에 저장된 답변은 안전하게 보관되어 있습니다.',
  notSavedPaused:
    '방금 보내신 답변은 저장되지 않았습니다. 이 화면을 열어 두셨다가 연구가 다시 시작되면 다시 보내 주십시오.',
  sendAgain: '다시 보내기',
  offline:
    '인터넷에 연결되어 있지 않은 것 같습니다. 답변은 이 화면에 남아 있으니 연결된 후 다시 보내 주십시오.',

  // one page in two windows
  writtenElsewhere:
    '이 화면은 다른 창에서도 답변하셨습니다. 여기에 입력하신 내용은 입력란에 그대로 있으며 아직 저장되지 않았습니다. 저장된 답변은 함께 표시되어 있습니다. 저장하시면 저장된 답변이 바뀌며, 저장된 답변을 그대로 두실 수도 있습니다.',
  savedElsewhere: '다른 창에서 저장된 답변:',
  keepSaved: '저장된 답변 유지',
}
