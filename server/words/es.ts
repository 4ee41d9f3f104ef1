import type { Words } from './en.ts'
import { more } from './more-es.ts'

/** Everything a surgeon reads that is not the study's own text, in Spanish: usted, words of all countries. */
export const es: Words = {
  ...more,
  // every page
  skipToContent: 'Ir al contenido',
  languageSwitch: 'Idioma',
  back: 'Atrás',
  continue: 'Continuar',
  saveAndContinue: 'Guardar y continuar',
  stopForNow: 'Dejarlo por ahora',
  answersAreSaved: 'sus respuestas están guardadas',
  errorPrefix: 'Error: ',
  thereIsAProblem: 'Hay un problema',
  contact: '¿Tiene preguntas? Escriba a',
  testNotice:
    'Esto es una prueba. Las respuestas que dé aquí se marcan como respuestas de prueba y no cuentan.',
  testComment: 'Comentar esta página',
  testCommentLabel: '¿Qué habría que cambiar? Solo lo leen quienes preparan el estudio.',
  testCommentSend: 'Enviar el comentario',
  testCommentNoted: 'Gracias, su comentario ha quedado anotado.',
  optional: 'opcional',
  notAnswered: 'Sin responder',
  notOpenYetNotice: 'Este estudio aún no está abierto.',

  // welcome
  invitedBy: (society: string) => `Invitación de ${society}`,
  whatToExpect: 'En qué consiste',
  minutes: (n: number) => (n === 1 ? 'Alrededor de 1 minuto' : `Alrededor de ${n} minutos`),
  comparisons: (n: number) =>
    n === 1 ? '1 comparación de dos procedimientos' : `${n} comparaciones de dos procedimientos`,
  ratings: (n: number) => (n === 1 ? '1 afirmación que valorar' : `${n} afirmaciones que valorar`),
  savedAsYouGo:
    'Cada respuesta se guarda de inmediato. Puede detenerse cuando quiera y seguir más tarde con el mismo enlace, en cualquier dispositivo.',
  openUntil: (time: string) => `Abierto hasta el ${time}`,
  sponsorHeading: 'Quién paga este estudio',
  interestHeading: 'Interés del patrocinador',
  ethicsHeading: 'Ética',
  confidential:
    'Sus respuestas son confidenciales: se guardan por separado de su nombre y de su dirección de correo.',
  anonymous: 'Sus respuestas son anónimas.',
  start: 'Comenzar',
  notForMe: 'Esto no es para mí',
  welcomeBack: 'Le damos la bienvenida de nuevo',
  doneOf: (done: number, total: number) => `${done} de ${total} completadas`,
  goOn: 'Seguir donde lo dejó',

  // consent
  consentHeading: 'Su consentimiento',
  dataProtection: 'Protección de datos: qué se guarda, para qué y durante cuánto tiempo',
  iAgree: 'Acepto y deseo participar',
  iDoNotAgree: 'No acepto',
  chooseConsent: 'Indique si acepta participar',
  refusedHeading: 'Gracias por hacérnoslo saber',
  refusedText:
    'Hemos anotado que no desea participar. No se le preguntará nada más ni se guardará ningún otro dato.',
  changedMyMind: 'He cambiado de opinión',

  // questions
  disclosureHeading: 'Declaración de intereses económicos',
  disclosureIntroduction:
    'Responder «sí» no le excluye. Se informa junto con los resultados, nunca con su nombre.',
  procedureHeading: 'El procedimiento',
  typicalPatient: 'El paciente típico',
  experienceHeading: 'Su experiencia',
  aboutHeading: 'Sobre usted',
  aboutIntroduction:
    'Sirve para describir quiénes respondieron. En un informe no se puede reconocer ninguna respuesta individual.',
  timesHeading: 'Su tiempo',
  timesIntroduction:
    'Para el paciente descrito y tal como trabaja habitualmente. Minutos de su propio tiempo; basta una estimación.',
  referenceHeading: 'Un procedimiento con el que comparar',
  referenceIntroduction: 'Piense en todo su trabajo por paciente: antes, durante y después.',
  materialsHeading: 'Materiales de un solo uso',
  materialsIntroduction:
    'Usados una sola vez, no implantados, en una operación del paciente descrito. Deje vacías las filas que no necesite.',
  lookAt: (name: string) => `Ver ${name}`,
  videoOf: (size: string) => `Vídeo, ${size}`,
  whatTheVideoShows: 'Qué muestra el vídeo',
  chooseAnAnswer: 'Elija una respuesta',
  chooseAtLeastOne: 'Elija al menos una respuesta',
  chooseExclusive: (label: string) => `«${label}» no se puede combinar con otra opción`,
  enterANumber: 'Escriba un número en cifras, por ejemplo 25',
  enterWholeNumber: 'Escriba un número entero, por ejemplo 25',
  enterDecimal: 'Escriba un número como 12,50, con 2 decimales como máximo',
  enterNumberBetween: (min: string, max: string) => `Escriba un número de ${min} a ${max}`,
  enterNumberAtLeast: (min: string) => `Escriba un número no menor que ${min}`,
  enterNumberAtMost: (max: string) => `Escriba un número no mayor que ${max}`,
  enterText: 'Escriba su respuesta',
  textTooLong: (max: number) => `Use como máximo ${max} caracteres`,
  pageAnsweredElsewhere:
    'Esta página se respondió en otra ventana. Se muestran las respuestas guardadas; cámbielas si lo desea.',
  notEligibleHeading: 'Gracias por su interés',
  notEligibleText:
    'Este estudio se dirige a otro grupo de personas. Las respuestas que ha dado se cuentan como «no elegible» y no se pregunta nada más.',
  correctMyAnswers: 'Corregir mis respuestas',

  // practice and parts
  practiceProgress: 'Práctica',
  practiceHeading: 'Practique primero con una',
  practiceText: 'Esta comparación es solo para practicar y no se guarda.',
  partOf: (n: number, total: number) => `Parte ${n} de ${total}`,
  partHint: 'En esta parte, todas las comparaciones hacen la misma pregunta.',
  minutesSoFar: (n: number) =>
    n === 1 ? 'alrededor de 1 minuto hasta ahora' : `alrededor de ${n} minutos hasta ahora`,
  beginPart: 'Empezar esta parte',

  // pairs
  comparisonOf: (n: number, total: number) => `Comparación ${n} de ${total}`,
  readPatientAgain: 'Leer de nuevo la descripción del paciente',
  /** how an item is called inside an answer: its letter on the screen and its code */
  lettered: (letter: string, code: string) => `${letter}, ${code},`,
  aboutEqual: 'Aproximadamente iguales',
  cannotCompare: 'No puedo comparar estos dos',
  chooseTheAnswer: 'Elija la respuesta que mejor corresponda',
  answeredElsewhere:
    'Esta comparación se respondió en otra ventana. Se muestra la respuesta guardada; cámbiela si lo desea.',
  keysOn: 'Las teclas 1, 2, 3 y 0 eligen una respuesta',
  turnOff: 'Desactivar',
  turnOn: 'Activar',
  keysOff: 'Las teclas están desactivadas',

  // ratings
  statementOf: (n: number, total: number) => `Afirmación ${n} de ${total}`,
  ratingKeysOn: (n: number) => `Las teclas 1 a ${n} eligen una respuesta`,

  // review, done, leaving
  reviewHeading: 'Revise sus respuestas',
  reviewIntroduction:
    'Cambie lo que desee y después finalice. También podrá cambiar sus respuestas más adelante, hasta que se cierre el estudio.',
  reviewMissing: (n: number) =>
    n === 1
      ? 'Falta 1 respuesta. Puede finalizar sin ella.'
      : `Faltan ${n} respuestas. Puede finalizar sin ellas.`,
  change: 'Cambiar',
  changeAnswer: (what: string) => `Cambiar: ${what}`,
  finish: 'Finalizar',
  doneHeading: 'Muchas gracias. Sus respuestas están completas.',
  doneText: 'No recibirá más recordatorios.',
  reference: 'Su referencia',
  finishedAt: (time: string) => `Finalizó el ${time}.`,
  changeUntil: (time: string) => `Puede cambiar sus respuestas con el mismo enlace hasta el ${time}.`,
  changeUntilClose: 'Puede cambiar sus respuestas con el mismo enlace hasta que se cierre el estudio.',
  lookAtAnswers: 'Ver o cambiar mis respuestas',
  howToWithdraw:
    'Para retirar todas sus respuestas, use el enlace de abajo o escriba a la dirección indicada más abajo y mencione su referencia.',
  withdraw: 'Retirar mis respuestas',
  withdrawHeading: '¿Desea retirar sus respuestas?',
  withdrawText:
    'Sus respuestas no se usarán en ningún análisis ni en ningún archivo. Esta acción no se puede deshacer.',
  withdrawConfirm: 'Sí, retirar mis respuestas',
  keepAnswers: 'No, conservar mis respuestas',
  withdrawnHeading: 'Sus respuestas han sido retiradas',
  withdrawnText: 'No se usarán. Gracias por el tiempo que nos ha dedicado.',
  stoppedHeading: 'Sus respuestas están guardadas',
  stoppedText:
    'Vuelva con el mismo enlace cuando le convenga, en este u otro dispositivo. Seguirá donde lo dejó.',
  declineHeading: '¿No es para usted?',
  declineText:
    'Háganoslo saber, para que no volvamos a escribirle sobre este estudio y podamos preguntar a otra persona.',
  declineConfirm: 'No deseo participar',
  declinedHeading: 'Gracias por hacérnoslo saber',
  declinedText:
    'No volveremos a escribirle sobre este estudio. Si cambia de opinión, su enlace seguirá funcionando hasta que se cierre el estudio.',

  // links that do not open, and other refusals
  unknownLinkHeading: 'Este enlace no abre ninguna encuesta',
  unknownLinkText:
    'Quizá se perdió una parte. Copie el enlace completo del mensaje que recibió o consulte a la sociedad que le escribió.',
  revokedLinkHeading: 'Este enlace ya no es válido',
  revokedLinkText:
    'Fue sustituido o retirado. Busque un mensaje más reciente de su sociedad o solicite un enlace nuevo. Las respuestas ya dadas están a salvo.',
  notOpenHeading: 'Este estudio aún no está abierto',
  notOpenText: 'Vuelva más adelante con el mismo enlace, por favor.',
  opensAt: (time: string) => `Se abrirá el ${time}.`,
  closedAnonymous:
    'Las respuestas ya son anónimas: lo que las vinculaba a direcciones se ha borrado para siempre.',
  pausedHeading: 'Este estudio está en pausa',
  pausedText: 'Las respuestas que ha dado están a salvo. Vuelva más adelante con el mismo enlace, por favor.',
  closedHeading: 'Este estudio está cerrado',
  closedText: 'Ya no se pueden dar ni cambiar respuestas. Gracias por su interés.',
  closedFinishedText: 'Usted finalizó y sus respuestas cuentan. Ya no se pueden cambiar. Muchas gracias.',
  closedPartialText:
    'Sus respuestas guardadas están a salvo, pero ya no se pueden completar ni cambiar. Muchas gracias.',
  brokenFormHeading: 'El envío no llegó como se esperaba',
  brokenFormText: 'No se ha cambiado nada. Vuelva atrás, recargue la página e inténtelo de nuevo, por favor.',
  notFoundHeading: 'Esta página no existe',
  notFoundText: 'Abra de nuevo su enlace para seguir donde lo dejó.',
  faultHeading: 'Algo falló de nuestro lado',
  faultText: 'Sus respuestas guardadas están a salvo. Inténtelo de nuevo en un momento, por favor.',
  openAgain: 'Abrir la encuesta de nuevo',
}
