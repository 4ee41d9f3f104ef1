import type { more as english } from './more-en.ts'

/** What surgeons read on the pages about their own link and the results. */
export const more: typeof english = {
  // links that are handed around
  keepHeading: 'Guarde o seu link pessoal',
  keepText:
    'Com ele você volta às suas respostas, em qualquer dispositivo, até o estudo encerrar. Copie-o ou salve esta página como favorito. Quem o tiver pode ver e alterar as suas respostas.',
  keepMailLabel: 'Ou receba-o por e-mail',
  keepMailHint: 'O endereço é usado apenas para esta mensagem e não é guardado.',
  keepMailSend: 'Enviem-me o link',
  keepMailSent: 'O link está a caminho.',
  keepMailFailed: 'Não foi possível enviar a mensagem. Copie o link, por favor.',
  keepMailSubject: (title: string) => `O seu link para a pesquisa: ${title}`,
  keepMailText:
    'Este é o seu link pessoal. Com ele você volta às suas respostas até o estudo encerrar. Quem o tiver pode vê-las e alterá-las.',
  pressOnceMore: 'Por favor, pressione Começar mais uma vez.',
  begunHere:
    'Alguém já começou neste dispositivo. Se foi você, continue com o seu link pessoal; se não, pressione Começar.',
  fullHeading: 'Muitas pessoas começaram hoje',
  fullText: 'Hoje ninguém mais pode começar com este link. Tente amanhã ou escreva para o endereço abaixo.',
  crowdedHeading: 'Muitas pessoas estão começando agora',
  crowdedText: 'Tente novamente em um minuto. Nada se perde.',
  scanToStart: 'Escaneie para participar',

  // an address for the results
  resultsHeading: 'Gostaria de ver os resultados?',
  resultsText:
    'Deixe um endereço e a sociedade os enviará quando forem publicados. Ele é guardado separado das suas respostas: ninguém pode saber quais são as suas.',
  resultsAddress: 'E-mail',
  resultsSend: 'Enviem-me os resultados',
  resultsThanks: 'Obrigado. Os resultados serão enviados quando forem publicados.',
  resultsWrong: 'Isso não parece um endereço de e-mail. Tente novamente.',
}
