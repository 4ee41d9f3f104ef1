import type { Words } from './en.ts'
import { more } from './more-pt.ts'

/** Everything a surgeon reads that is not the study's own text, in Brazilian Portuguese. */
export const pt: Words = {
  ...more,
  // every page
  skipToContent: 'Ir para o conteúdo',
  languageSwitch: 'Idioma',
  back: 'Voltar',
  continue: 'Continuar',
  saveAndContinue: 'Salvar e continuar',
  stopForNow: 'Parar por enquanto',
  answersAreSaved: 'suas respostas estão salvas',
  errorPrefix: 'Erro: ',
  thereIsAProblem: 'Há um problema',
  contact: 'Dúvidas? Escreva para',
  testNotice: 'Isto é um teste. As respostas dadas aqui são marcadas como respostas de teste e não contam.',
  testComment: 'Comentar esta página',
  testCommentLabel: 'O que deveria mudar? Só quem prepara o estudo lê.',
  testCommentSend: 'Enviar o comentário',
  testCommentNoted: 'Agradecemos, seu comentário foi anotado.',
  optional: 'opcional',
  notAnswered: 'Sem resposta',
  notOpenYetNotice: 'Este estudo ainda não está aberto.',

  // welcome
  invitedBy: (society: string) => `Convite de ${society}`,
  whatToExpect: 'O que esperar',
  minutes: (n: number) => (n === 1 ? 'Cerca de 1 minuto' : `Cerca de ${n} minutos`),
  comparisons: (n: number) =>
    n === 1 ? '1 comparação entre dois procedimentos' : `${n} comparações entre dois procedimentos`,
  ratings: (n: number) => (n === 1 ? '1 afirmação para avaliar' : `${n} afirmações para avaliar`),
  savedAsYouGo:
    'Cada resposta é salva imediatamente. Pare quando quiser e continue mais tarde com o mesmo link, em qualquer dispositivo.',
  openUntil: (time: string) => `Aberto até ${time}`,
  sponsorHeading: 'Quem paga este estudo',
  interestHeading: 'Interesse do patrocinador',
  ethicsHeading: 'Ética',
  confidential:
    'Suas respostas são confidenciais: ficam guardadas separadamente do seu nome e do seu endereço de e-mail.',
  anonymous: 'Suas respostas são anônimas.',
  start: 'Começar',
  notForMe: 'Isto não é para mim',
  welcomeBack: 'Boas-vindas novamente',
  doneOf: (done: number, total: number) => `${done} de ${total} concluídas`,
  goOn: 'Continuar de onde parou',

  // consent
  consentHeading: 'Seu consentimento',
  dataProtection: 'Proteção de dados: o que é guardado, para quê e por quanto tempo',
  iAgree: 'Concordo e quero participar',
  iDoNotAgree: 'Não concordo',
  chooseConsent: 'Indique se concorda em participar',
  refusedHeading: 'Agradecemos por nos informar',
  refusedText:
    'Registramos que você não deseja participar. Nada mais será perguntado e nada mais será guardado.',
  changedMyMind: 'Mudei de ideia',

  // questions
  disclosureHeading: 'Declaração de interesses financeiros',
  disclosureIntroduction:
    'Responder “sim” não exclui você do estudo. A informação é apresentada com os resultados, nunca com o seu nome.',
  procedureHeading: 'O procedimento',
  typicalPatient: 'O paciente típico',
  experienceHeading: 'Sua experiência',
  aboutHeading: 'Sobre você',
  aboutIntroduction:
    'Serve para descrever quem respondeu. Nenhuma resposta individual pode ser identificada em um relatório.',
  timesHeading: 'Seu tempo',
  timesIntroduction:
    'Para o paciente descrito e do modo como você costuma trabalhar. Minutos do seu próprio tempo; uma estimativa é suficiente.',
  referenceHeading: 'Um procedimento para comparar',
  referenceIntroduction: 'Pense em todo o seu trabalho por paciente: antes, durante e depois.',
  materialsHeading: 'Materiais de uso único',
  materialsIntroduction:
    'Usados uma única vez, não implantados, em uma operação do paciente descrito. Deixe vazias as linhas de que não precisar.',
  lookAt: (name: string) => `Ver ${name}`,
  videoOf: (size: string) => `Vídeo, ${size}`,
  whatTheVideoShows: 'O que o vídeo mostra',
  chooseAnAnswer: 'Escolha uma resposta',
  chooseAtLeastOne: 'Escolha pelo menos uma resposta',
  chooseExclusive: (label: string) => `“${label}” não pode ser combinado com outra opção`,
  enterANumber: 'Digite um número em algarismos, por exemplo 25',
  enterWholeNumber: 'Digite um número inteiro, por exemplo 25',
  enterDecimal: 'Digite um número como 12,50, com no máximo 2 casas decimais',
  enterNumberBetween: (min: string, max: string) => `Digite um número de ${min} a ${max}`,
  enterNumberAtLeast: (min: string) => `Digite um número igual ou maior que ${min}`,
  enterNumberAtMost: (max: string) => `Digite um número igual ou menor que ${max}`,
  enterText: 'Escreva sua resposta',
  textTooLong: (max: number) => `Use no máximo ${max} caracteres`,
  pageAnsweredElsewhere:
    'Esta página foi respondida em outra janela. As respostas salvas são mostradas; altere-as se desejar.',
  notEligibleHeading: 'Agradecemos o seu interesse',
  notEligibleText:
    'Este estudo se dirige a outro grupo de pessoas. As respostas dadas até aqui são contadas como “não elegível” e nada mais é perguntado.',
  correctMyAnswers: 'Corrigir minhas respostas',

  // practice and parts
  practiceProgress: 'Treino',
  practiceHeading: 'Treine primeiro com uma comparação',
  practiceText: 'Esta comparação serve apenas de treino e não é guardada.',
  partOf: (n: number, total: number) => `Parte ${n} de ${total}`,
  partHint: 'Nesta parte, todas as comparações fazem a mesma pergunta.',
  minutesSoFar: (n: number) => (n === 1 ? 'cerca de 1 minuto até agora' : `cerca de ${n} minutos até agora`),
  beginPart: 'Começar esta parte',

  // pairs
  comparisonOf: (n: number, total: number) => `Comparação ${n} de ${total}`,
  readPatientAgain: 'Ler novamente a descrição do paciente',
  /** how an item is called inside an answer: its letter on the screen and its code */
  lettered: (letter: string, code: string) => `${letter}, ${code},`,
  aboutEqual: 'Aproximadamente iguais',
  cannotCompare: 'Não consigo comparar estes dois',
  chooseTheAnswer: 'Escolha a resposta mais adequada',
  answeredElsewhere:
    'Esta comparação foi respondida em outra janela. A resposta salva é mostrada; altere-a se desejar.',
  keysOn: 'As teclas 1, 2, 3 e 0 escolhem uma resposta',
  turnOff: 'Desativar',
  turnOn: 'Ativar',
  keysOff: 'As teclas estão desativadas',

  // ratings
  statementOf: (n: number, total: number) => `Afirmação ${n} de ${total}`,
  ratingKeysOn: (n: number) => `As teclas de 1 a ${n} escolhem uma resposta`,

  // review, done, leaving
  reviewHeading: 'Confira suas respostas',
  reviewIntroduction:
    'Altere o que desejar e depois conclua. Você ainda poderá alterar as respostas mais tarde, até o encerramento do estudo.',
  reviewMissing: (n: number) =>
    n === 1
      ? 'Falta 1 resposta. Você pode concluir sem ela.'
      : `Faltam ${n} respostas. Você pode concluir sem elas.`,
  change: 'Alterar',
  changeAnswer: (what: string) => `Alterar: ${what}`,
  finish: 'Concluir',
  doneHeading: 'Agradecemos a sua participação. Suas respostas estão completas.',
  doneText: 'Você não receberá mais lembretes.',
  reference: 'Sua referência',
  finishedAt: (time: string) => `Você concluiu em ${time}.`,
  changeUntil: (time: string) => `Você pode alterar suas respostas com o mesmo link até ${time}.`,
  changeUntilClose: 'Você pode alterar suas respostas com o mesmo link até o encerramento do estudo.',
  lookAtAnswers: 'Ver ou alterar minhas respostas',
  howToWithdraw:
    'Para retirar todas as suas respostas, use o link abaixo ou escreva para o endereço indicado mais abaixo e informe sua referência.',
  withdraw: 'Retirar minhas respostas',
  withdrawHeading: 'Deseja retirar suas respostas?',
  withdrawText:
    'Suas respostas não serão usadas em nenhuma análise e em nenhum arquivo. Esta ação não pode ser desfeita.',
  withdrawConfirm: 'Sim, retirar minhas respostas',
  keepAnswers: 'Não, manter minhas respostas',
  withdrawnHeading: 'Suas respostas foram retiradas',
  withdrawnText: 'Elas não serão usadas. Agradecemos o tempo dedicado.',
  stoppedHeading: 'Suas respostas estão salvas',
  stoppedText:
    'Volte com o mesmo link quando for conveniente, neste ou em outro dispositivo. Você continuará de onde parou.',
  declineHeading: 'Não é para você?',
  declineText:
    'Informe-nos, para que não voltemos a escrever sobre este estudo e possamos convidar outra pessoa.',
  declineConfirm: 'Não quero participar',
  declinedHeading: 'Agradecemos por nos informar',
  declinedText:
    'Não voltaremos a escrever sobre este estudo. Se você mudar de ideia, seu link continuará funcionando até o encerramento do estudo.',

  // links that do not open, and other refusals
  unknownLinkHeading: 'Este link não abre nenhuma pesquisa',
  unknownLinkText:
    'Talvez uma parte tenha se perdido. Copie o link completo da mensagem que recebeu ou consulte a sociedade que lhe escreveu.',
  revokedLinkHeading: 'Este link não é mais válido',
  revokedLinkText:
    'Ele foi substituído ou retirado. Procure uma mensagem mais recente da sua sociedade ou solicite um novo link. As respostas já dadas estão preservadas.',
  notOpenHeading: 'Este estudo ainda não está aberto',
  notOpenText: 'Volte mais tarde com o mesmo link, por favor.',
  opensAt: (time: string) => `Abrirá em ${time}.`,
  closedAnonymous:
    'As respostas agora são anônimas: o que as ligava a endereços foi apagado definitivamente.',
  pausedHeading: 'Este estudo está em pausa',
  pausedText: 'As respostas dadas até aqui estão preservadas. Volte mais tarde com o mesmo link, por favor.',
  closedHeading: 'Este estudo está encerrado',
  closedText: 'Não é mais possível dar ou alterar respostas. Agradecemos o seu interesse.',
  closedFinishedText:
    'Você concluiu e suas respostas contam. Elas não podem mais ser alteradas. Agradecemos a sua participação.',
  closedPartialText:
    'Suas respostas salvas estão preservadas, mas não podem mais ser completadas ou alteradas. Agradecemos a sua participação.',
  brokenFormHeading: 'O envio não chegou como esperado',
  brokenFormText: 'Nada foi alterado. Volte, recarregue a página e tente novamente, por favor.',
  notFoundHeading: 'Esta página não existe',
  notFoundText: 'Abra novamente o seu link para continuar de onde parou.',
  faultHeading: 'Algo deu errado do nosso lado',
  faultText: 'Suas respostas salvas estão preservadas. Tente novamente em instantes, por favor.',
  openAgain: 'Abrir a pesquisa novamente',
}
