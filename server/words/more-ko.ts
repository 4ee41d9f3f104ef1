import type { more as english } from './more-en.ts'

/** What surgeons read on the pages about their own link and the results. */
export const more: typeof english = {
  // links that are handed around
  keepHeading: '개인 링크를 보관하세요',
  keepText:
    '이 링크로 연구가 종료될 때까지 어느 기기에서든 응답으로 돌아올 수 있습니다. 링크를 복사하거나 이 페이지를 즐겨찾기에 추가하세요. 링크를 가진 사람은 누구나 귀하의 응답을 보고 바꿀 수 있습니다.',
  keepMailLabel: '또는 이메일로 받기',
  keepMailHint: '주소는 이 메시지 한 번에만 사용되며 저장되지 않습니다.',
  keepMailSend: '링크 보내기',
  keepMailSent: '링크를 보냈습니다.',
  keepMailFailed: '메시지를 보내지 못했습니다. 링크를 복사해 주세요.',
  keepMailSubject: (title: string) => `설문 링크: ${title}`,
  keepMailText:
    '귀하의 개인 링크입니다. 연구가 종료될 때까지 이 링크로 응답으로 돌아올 수 있습니다. 링크를 가진 사람은 누구나 응답을 보고 바꿀 수 있습니다.',
  pressOnceMore: '시작 버튼을 한 번 더 눌러 주세요.',
  begunHere:
    '이 기기에서 이미 누군가 시작했습니다. 본인이라면 개인 링크로 계속하시고, 아니라면 시작을 눌러 주세요.',
  fullHeading: '오늘 매우 많은 분이 시작했습니다',
  fullText: '오늘은 이 링크로 더 시작할 수 없습니다. 내일 다시 시도하시거나 아래 주소로 문의해 주세요.',
  crowdedHeading: '지금 매우 많은 분이 시작하고 있습니다',
  crowdedText: '1분 후에 다시 시도해 주세요. 사라지는 것은 없습니다.',
  scanToStart: '스캔하여 참여하기',

  // an address for the results
  resultsHeading: '결과를 받아 보시겠습니까?',
  resultsText:
    '주소를 남기시면 결과가 발표될 때 학회에서 보내 드립니다. 주소는 응답과 따로 보관되며, 어느 응답이 귀하의 것인지 아무도 알 수 없습니다.',
  resultsAddress: '이메일 주소',
  resultsSend: '결과 받기',
  resultsThanks: '감사합니다. 결과가 발표되면 보내 드리겠습니다.',
  resultsWrong: '이메일 주소가 올바르지 않은 것 같습니다. 다시 입력해 주세요.',
}
