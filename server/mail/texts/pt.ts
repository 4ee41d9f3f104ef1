import type { MailWords } from './mail-text.ts'

export const pt: MailWords = {
  greeting: (name) => (name === '' ? 'Prezado(a) colega,' : `Prezado(a) ${name},`),
  noClosingTime: 'ainda sem data; o link funciona até o encerramento do estudo',
  insteadOf: (now, before) => `${now}, em vez de ${before}, como havíamos escrito`,
  testMark: 'Teste',
  optOutHeading: 'Não receber mais mensagens?',
  optOutText: (address) =>
    `Não serão mais enviadas mensagens sobre estudos para ${address}, de nenhum estudo ou sociedade que use este serviço. Seu link pessoal continua funcionando e as respostas já dadas ficam guardadas.`,
  optOutConfirm: 'Não me enviar mais mensagens',
  optedOutHeading: 'Você não receberá mais mensagens',
  optedOutText: (address) =>
    `Não são mais enviadas mensagens sobre estudos para ${address}. Uma mensagem que já estava a caminho ainda pode chegar. Seu link pessoal continua funcionando.`,
  texts: {
    invitation: {
      subject: '{shortname} pede a sua avaliação ({minutes} minutos)',
      body: `{greeting}

{society} convida você a participar de um estudo: {study}.

Você recebe este convite porque é membro e conhece esse trabalho pela própria prática. Não há respostas certas ou erradas: vale o seu próprio julgamento.

São necessários cerca de {minutes} minutos, no celular ou no computador. Você pode parar a qualquer momento e continuar depois com o mesmo link; as respostas já dadas ficam guardadas.

Seu link pessoal:
{link}

Aberto até: {closes}

Suas respostas são confidenciais. Elas ficam separadas do seu nome e endereço e só são relatadas em grupos. O link é só seu; por favor, não o encaminhe.

Se não quiser participar, abra o link e escolha “Isto não é para mim”: não enviaremos lembretes. Dúvidas: {contact}.

Muito obrigado,
{sender}

Você recebe esta mensagem porque consta como membro de {society}. Para não receber mais mensagens como esta, de nenhum estudo:
{optout}`,
    },
    reminder: {
      subject: 'Falta a sua avaliação: {shortname}',
      body: `{greeting}

Há algum tempo, {society} convidou você a participar de um estudo: {study}. Suas respostas ainda não estão completas.

Cada cirurgião que responde torna o resultado mais confiável. São cerca de {minutes} minutos ao todo; se já começou, você continua de onde parou.

Seu link pessoal:
{link}

Aberto até: {closes}

Suas respostas são confidenciais. Elas ficam separadas do seu nome e endereço e só são relatadas em grupos.

Se ainda não começou e não quiser participar, abra o link e escolha “Isto não é para mim”: esta será a última mensagem sobre o estudo. Dúvidas: {contact}.

Muito obrigado,
{sender}

Você recebe esta mensagem porque consta como membro de {society}. Para não receber mais mensagens como esta, de nenhum estudo:
{optout}`,
    },
    thanks: {
      subject: 'Obrigado, em nome de {shortname}',
      body: `{greeting}

Obrigado por participar do estudo: {study}. Suas respostas estão completas e nada mais é necessário.

{society} divulgará os resultados de todos os participantes em conjunto. Dúvidas: {contact}.

Atenciosamente,
{sender}

Você recebe esta mensagem porque consta como membro de {society}. Para não receber mais mensagens como esta, de nenhum estudo:
{optout}`,
    },
  },
}
