import type { more as english } from './more-en.ts'

/** What surgeons read on the pages about their own link and the results. */
export const more: typeof english = {
  // links that are handed around
  keepHeading: 'Guarde su enlace personal',
  keepText:
    'Con él vuelve a sus respuestas, en cualquier dispositivo, hasta que se cierre el estudio. Cópielo o guarde esta página como marcador. Quien lo tenga puede ver y cambiar sus respuestas.',
  keepMailLabel: 'O recíbalo por correo',
  keepMailHint: 'La dirección se usa solo para este mensaje y no se guarda.',
  keepMailSend: 'Envíenme el enlace',
  keepMailSent: 'El enlace está en camino.',
  keepMailFailed: 'No se pudo enviar el mensaje. Copie el enlace, por favor.',
  keepMailSubject: (title: string) => `Su enlace a la encuesta: ${title}`,
  keepMailText:
    'Este es su enlace personal. Con él vuelve a sus respuestas hasta que se cierre el estudio. Quien lo tenga puede verlas y cambiarlas.',
  pressOnceMore: 'Pulse Comenzar una vez más, por favor.',
  begunHere:
    'Alguien ya ha empezado en este dispositivo. Si fue usted, continúe con su enlace personal; si no, pulse Comenzar.',
  fullHeading: 'Hoy han empezado muchísimas personas',
  fullText:
    'Hoy nadie más puede empezar con este enlace. Inténtelo mañana o escriba a la dirección de abajo.',
  crowdedHeading: 'Muchísimas personas están empezando ahora mismo',
  crowdedText: 'Inténtelo de nuevo dentro de un minuto. No se pierde nada.',
  scanToStart: 'Escanee para participar',

  // an address for the results
  resultsHeading: '¿Desea ver los resultados?',
  resultsText:
    'Deje una dirección y la sociedad se los enviará cuando se publiquen. Se guarda aparte de sus respuestas: nadie puede saber cuáles son las suyas.',
  resultsAddress: 'Correo electrónico',
  resultsSend: 'Envíenme los resultados',
  resultsThanks: 'Gracias. Le enviaremos los resultados cuando se publiquen.',
  resultsWrong: 'Eso no parece una dirección de correo. Inténtelo de nuevo.',
}
