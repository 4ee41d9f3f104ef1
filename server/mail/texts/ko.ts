import type { MailWords } from './mail-text.ts'

export const ko: MailWords = {
  greeting: (name) => (name === '' ? '안녕하십니까, 선생님.' : `안녕하십니까, ${name} 선생님.`),
  noClosingTime: '아직 정해지지 않았습니다. 링크는 연구가 종료될 때까지 열립니다',
  insteadOf: (now, before) => `${now} (이전에 안내해 드린 ${before}에서 변경됨)`,
  testMark: '시험',
  optOutHeading: '메일을 더 받지 않으시겠습니까?',
  optOutText: (address) =>
    `${address}(으)로 연구에 관한 메일을 더 보내지 않습니다. 이 서비스를 이용하는 모든 연구와 학회에 적용됩니다. 개인 링크는 계속 열리며, 이미 하신 답변은 그대로 남습니다.`,
  optOutConfirm: '메일을 더 받지 않겠습니다',
  optedOutHeading: '메일을 더 보내지 않습니다',
  optedOutText: (address) =>
    `${address}(으)로 연구에 관한 메일을 더 보내지 않습니다. 이미 발송된 메일은 도착할 수 있습니다. 개인 링크는 계속 열립니다.`,
  texts: {
    invitation: {
      subject: '{shortname}: 선생님의 판단을 부탁드립니다 ({minutes}분)',
      body: `{greeting}

{society}에서 다음 연구에 선생님을 초대합니다: {study}

회원이시고 이 업무를 직접 경험하고 계시기에 부탁드립니다. 맞고 틀린 답은 없으며, 선생님의 판단이 중요합니다.

휴대전화나 컴퓨터로 약 {minutes}분이 걸립니다. 언제든지 중단하셨다가 같은 링크로 이어서 하실 수 있으며, 이미 하신 답변은 저장됩니다.

개인 링크:
{link}

마감: {closes}

답변은 비밀로 유지됩니다. 성함 및 주소와 분리하여 보관하며 집단 단위로만 보고합니다. 이 링크는 선생님만의 것이므로 다른 분께 전달하지 마십시오.

참여를 원하지 않으시면 링크를 열어 “참여가 어렵습니다”를 선택해 주십시오. 다시 알림을 보내지 않겠습니다. 문의: {contact}

감사합니다.
{sender}

{society} 회원으로 등록되어 있어 이 메일을 보내 드립니다. 어떤 연구에 관해서든 이런 메일을 더 받지 않으시려면:
{optout}`,
    },
    reminder: {
      subject: '{shortname}: 아직 선생님의 답변을 기다리고 있습니다',
      body: `{greeting}

얼마 전 {society}에서 다음 연구에 선생님을 초대했습니다: {study}. 아직 답변이 완료되지 않았습니다.

한 분 한 분의 답변이 결과의 신뢰도를 높입니다. 모두 약 {minutes}분이 걸리며, 이미 시작하셨다면 멈추신 곳에서 이어집니다.

개인 링크:
{link}

마감: {closes}

답변은 비밀로 유지됩니다. 성함 및 주소와 분리하여 보관하며 집단 단위로만 보고합니다.

아직 시작하지 않으셨고 참여를 원하지 않으시면 링크를 열어 “참여가 어렵습니다”를 선택해 주십시오. 그러면 이 메일이 마지막입니다. 문의: {contact}

감사합니다.
{sender}

{society} 회원으로 등록되어 있어 이 메일을 보내 드립니다. 어떤 연구에 관해서든 이런 메일을 더 받지 않으시려면:
{optout}`,
    },
    thanks: {
      subject: '{shortname}에서 감사드립니다',
      body: `{greeting}

다음 연구에 참여해 주셔서 감사합니다: {study}. 답변이 완료되었으며 더 하실 일은 없습니다.

{society}에서 모든 참여자의 결과를 함께 보고할 예정입니다. 문의: {contact}

감사합니다.
{sender}

{society} 회원으로 등록되어 있어 이 메일을 보내 드립니다. 어떤 연구에 관해서든 이런 메일을 더 받지 않으시려면:
{optout}`,
    },
  },
}
