import type { more as english } from './more-en.ts'

/** What surgeons read on the pages about their own link and the results, and when an answer does not get through. */
export const more: typeof english = {
  // links that are handed around
  keepHeading: 'Guarde su enlace personal',
  keepText:
    'Con él puede volver a sus respuestas desde cualquier dispositivo, hasta que se cierre el estudio. Cópielo o añada esta página a sus marcadores. Quien tenga el enlace puede ver y cambiar sus respuestas.',
  keepMailLabel: 'O recíbalo por correo',
  keepMailHint: 'La dirección se usa solo para este mensaje y no se guarda.',
  keepMailSend: 'Recibir el enlace',
  keepMailSent: 'El enlace está en camino.',
  keepMailFailed: 'No se pudo enviar el mensaje. Copie el enlace, por favor.',
  keepMailSubject: (title: string) => `Su enlace a la encuesta: ${title}`,
  keepMailText:
    'Este es su enlace personal. Con él puede volver a sus respuestas hasta que se cierre el estudio. Quien tenga el enlace puede verlas y cambiarlas.',
  pressOnceMore: 'Pulse Comenzar una vez más, por favor.',
  begunHere:
    'Alguien ya ha empezado en este dispositivo. Si fue usted, continúe con su enlace personal; si no, pulse Comenzar.',
  fullHeading: 'Hoy han empezado muchísimas personas',
  fullText:
    'Hoy nadie más puede empezar con este enlace. Inténtelo mañana o escriba a la dirección de abajo.',
  crowdedHeading: 'Muchísimas personas están empezando ahora mismo',
  crowdedText: 'Inténtelo de nuevo dentro de un minuto. No se pierde nada.',
  scanToStart: 'Escanee para participar',

  // links that were made for one person
  linkIsPersonal:
    'Este enlace es personal: abre las respuestas del único miembro para quien se creó. Si se lo han reenviado, escriba a la dirección de abajo para recibir un enlace propio.',
  begunOn: (time: string) =>
    `Estas respuestas se empezaron el ${time}. Si no fue usted, este enlace se creó para otra persona: no continúe, por favor, y escriba a la dirección de abajo para recibir un enlace propio.`,
  doNotForward: 'No reenvíe su enlace, por favor: quien lo tenga puede ver y cambiar sus respuestas.',

  withdrawByMail: (reference: string) =>
    `Para que se retiren sus respuestas, escriba a la dirección de abajo e indique su referencia, ${reference}.`,

  // an address for the results
  resultsHeading: '¿Desea ver los resultados?',
  resultsText:
    'Deje una dirección y la sociedad se los enviará cuando se publiquen. Se guarda aparte de sus respuestas: nadie puede saber cuáles son las suyas.',
  resultsAddress: 'Correo electrónico',
  resultsSend: 'Recibir los resultados',
  resultsThanks: 'Gracias. Le enviaremos los resultados cuando se publiquen.',
  resultsWrong: 'Eso no parece una dirección de correo. Inténtelo de nuevo.',

  // what could not be sent or saved
  tooLargeHeading: 'El texto es demasiado largo',
  tooLargeText: 'No se ha cambiado nada. Vuelva atrás, acorte lo que escribió y envíelo de nuevo, por favor.',
  notSavedHeading: 'No se pudo guardar su última respuesta',
  notSavedText:
    'Sigue en esta página: envíela de nuevo en un momento, por favor. Todo lo que guardó antes está a salvo.',
  notSavedPaused:
    'Lo que acaba de enviar no se ha guardado. Deje abierta esta página y envíelo de nuevo después de la pausa.',
  sendAgain: 'Enviar de nuevo',
  offline:
    'Parece que no hay conexión. Su respuesta sigue en esta página; envíela de nuevo cuando vuelva la conexión.',

  // one page in two windows
  writtenElsewhere:
    'Esta página también se respondió en otra ventana. Lo que escribió aquí sigue en los campos y aún no se ha guardado; lo guardado aparece al lado. Guarde para sustituirlo o conserve las respuestas guardadas.',
  savedElsewhere: 'Guardado en la otra ventana:',
  keepSaved: 'Conservar las respuestas guardadas',
}
