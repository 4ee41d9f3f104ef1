import type { MailWords } from './mail-text.ts'

export const es: MailWords = {
  greeting: (name) => (name === '' ? 'Estimado/a colega:' : `Estimado/a ${name}:`),
  noClosingTime: 'aún sin fecha; el enlace funciona hasta que se cierre el estudio',
  insteadOf: (now, before) => `${now}, en lugar de ${before}, como le habíamos escrito`,
  testMark: 'Prueba',
  optOutHeading: '¿No recibir más mensajes?',
  optOutText: (address) =>
    `Ya no se enviarán mensajes sobre estudios a ${address}, de ningún estudio ni sociedad que use este servicio. Su enlace personal sigue funcionando y las respuestas dadas se conservan.`,
  optOutConfirm: 'No enviarme más mensajes',
  optedOutHeading: 'Ya no recibirá más mensajes',
  optedOutText: (address) =>
    `Ya no se envían mensajes sobre estudios a ${address}. Un mensaje que ya estaba en camino aún puede llegar. Su enlace personal sigue funcionando.`,
  texts: {
    invitation: {
      subject: '{shortname} le pide su valoración ({minutes} minutos)',
      body: `{greeting}

{society} le invita a participar en un estudio: {study}.

Recibe esta invitación porque es miembro y conoce este trabajo por su propia práctica. No hay respuestas correctas ni incorrectas: cuenta su propio criterio.

Requiere unos {minutes} minutos, en el teléfono o en el ordenador. Puede detenerse en cualquier momento y continuar más tarde con el mismo enlace; las respuestas dadas se conservan.

Su enlace personal:
{link}

Abierto hasta: {closes}

Sus respuestas son confidenciales. Se guardan por separado de su nombre y dirección, y solo se informan por grupos. El enlace es solo suyo; por favor, no lo reenvíe.

Si no desea participar, abra el enlace y elija «Esto no es para mí»: no le enviaremos recordatorios. Para cualquier pregunta: {contact}.

Muchas gracias,
{sender}

Recibe este mensaje porque figura como miembro de {society}. Para no recibir más mensajes como este, de ningún estudio:
{optout}`,
    },
    reminder: {
      subject: 'Falta su valoración: {shortname}',
      body: `{greeting}

Hace un tiempo, {society} le invitó a participar en un estudio: {study}. Sus respuestas aún no están completas.

Cada cirujano que responde hace más fiable el resultado. Requiere unos {minutes} minutos en total; si ya empezó, continuará donde lo dejó.

Su enlace personal:
{link}

Abierto hasta: {closes}

Sus respuestas son confidenciales. Se guardan por separado de su nombre y dirección, y solo se informan por grupos.

Si aún no ha empezado y no desea participar, abra el enlace y elija «Esto no es para mí»: este será el último mensaje sobre el estudio. Para cualquier pregunta: {contact}.

Muchas gracias,
{sender}

Recibe este mensaje porque figura como miembro de {society}. Para no recibir más mensajes como este, de ningún estudio:
{optout}`,
    },
    thanks: {
      subject: 'Gracias de parte de {shortname}',
      body: `{greeting}

Gracias por participar en el estudio: {study}. Sus respuestas están completas y no tiene que hacer nada más.

{society} informará de los resultados de todos los participantes en conjunto. Para cualquier pregunta: {contact}.

Un cordial saludo,
{sender}

Recibe este mensaje porque figura como miembro de {society}. Para no recibir más mensajes como este, de ningún estudio:
{optout}`,
    },
  },
}
