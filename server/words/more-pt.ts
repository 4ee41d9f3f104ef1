import type { more as english } from './more-en.ts'

/** What surgeons read on the pages about their own link and the results, and when an answer does not get through. */
export const more: typeof english = {
  // links that are handed around
  keepHeading: 'Guarde seu link pessoal',
  keepText:
    'Com ele você volta às suas respostas, em qualquer dispositivo, até o encerramento do estudo. Copie-o ou adicione esta página aos favoritos. Quem tiver o link pode ver e alterar suas respostas.',
  keepMailLabel: 'Ou receba-o por e-mail',
  keepMailHint: 'O endereço é usado apenas para esta mensagem e não é guardado.',
  keepMailSend: 'Receber o link',
  keepMailSent: 'O link está a caminho.',
  keepMailFailed: 'Não foi possível enviar a mensagem. Copie o link, por favor.',
  keepMailSubject: (title: string) => `Seu link para a pesquisa: ${title}`,
  keepMailText:
    'Este é seu link pessoal. Com ele você volta às suas respostas até o encerramento do estudo. Quem tiver o link pode vê-las e alterá-las.',
  pressOnceMore: 'Por favor, pressione Começar mais uma vez.',
  begunHere:
    'Alguém já começou neste dispositivo. Se foi você, continue com seu link pessoal; se não, pressione Começar.',
  fullHeading: 'Muitas pessoas começaram hoje',
  fullText: 'Hoje ninguém mais pode começar com este link. Tente amanhã ou escreva para o endereço abaixo.',
  crowdedHeading: 'Muitas pessoas estão começando agora',
  crowdedText: 'Tente novamente em um minuto. Nada se perde.',
  scanToStart: 'Escaneie para participar',

  // links that were made for one person
  linkIsPersonal:
    'Este link é pessoal: abre as respostas do único membro para quem foi criado. Se ele foi encaminhado a você, escreva para o endereço abaixo e receba um link próprio.',
  begunOn: (time: string) =>
    `Estas respostas foram iniciadas em ${time}. Se não foi você, este link foi criado para outra pessoa: por favor, não continue e escreva para o endereço abaixo para receber um link próprio.`,
  doNotForward: 'Por favor, não encaminhe seu link: quem o tiver pode ver e alterar suas respostas.',

  withdrawByMail: (reference: string) =>
    `Para que suas respostas sejam retiradas, escreva para o endereço abaixo e informe sua referência, ${reference}.`,

  // an address for the results
  resultsHeading: 'Gostaria de ver os resultados?',
  resultsText:
    'Deixe um endereço e a sociedade os enviará quando forem publicados. Ele fica guardado separadamente das suas respostas: ninguém pode saber quais são as suas.',
  resultsAddress: 'E-mail',
  resultsSend: 'Receber os resultados',
  resultsThanks: 'Agradecemos. Os resultados serão enviados quando forem publicados.',
  resultsWrong: 'Isso não parece um endereço de e-mail. Tente novamente.',

  // what could not be sent or saved
  tooLargeHeading: 'O texto é longo demais',
  tooLargeText: 'Nada foi alterado. Volte, encurte o que escreveu e envie novamente, por favor.',
  notSavedHeading: 'Não foi possível salvar sua última resposta',
  notSavedText:
    'Ela continua nesta página: envie-a novamente em instantes, por favor. Tudo o que você salvou antes está preservado.',
  notSavedPaused:
    'O que você acabou de enviar não foi salvo. Deixe esta página aberta e envie novamente depois da pausa.',
  sendAgain: 'Enviar novamente',
  offline:
    'Parece que não há conexão. Sua resposta continua nesta página; envie-a novamente quando a conexão voltar.',

  // one page in two windows
  writtenElsewhere:
    'Esta página também foi respondida em outra janela. O que você escreveu aqui continua nos campos e ainda não foi salvo; o que está salvo aparece ao lado. Salve para substituí-lo ou mantenha as respostas salvas.',
  savedElsewhere: 'Salvo na outra janela:',
  keepSaved: 'Manter as respostas salvas',
}
