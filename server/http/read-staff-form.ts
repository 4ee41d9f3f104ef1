import express, { type RequestHandler } from 'express'
import { endEndless } from './read-measured-form.ts'
import { findPerson } from './require-role.ts'

/** A sign-in, an invitation taken up, a new password: what is sent by somebody whom nobody knows yet. */
const strangersRoom = 16 * 1024
/** A page of a definition with all its languages. */
const definitionPath = /^\/studies\/[^/]+\/(definition|wording)(\/|$)/i

/**
 * Reads the forms of staff pages. Only who is signed in may send long ones: a stranger's is not read, for it would
 * keep surgeons' answers waiting only to be led to the sign-in page.
 */
export function readStaffForm(): RequestHandler {
  const plain = express.urlencoded({ extended: false, limit: '64kb', parameterLimit: 50 })
  const definition = express.urlencoded({ extended: false, limit: '1mb', parameterLimit: 3000 })
  const strangers = express.urlencoded({
    extended: false,
    inflate: false,
    limit: strangersRoom,
    parameterLimit: 50,
  })
  return (request, response, next) => {
    if (findPerson(response))
      return (definitionPath.test(request.path) ? definition : plain)(request, response, next)
    if (Number(request.headers['content-length'] ?? 0) <= strangersRoom) {
      endEndless(request, strangersRoom)
      return strangers(request, response, next)
    }
    response.setHeader('Connection', 'close')
    next()
  }
}
