import type { ServerResponse } from 'node:http'
import type { RequestHandler } from 'express'
import helmet from 'helmet'

/**
 * Sets the same security headers on every response. Helmet composes them once at start;
 * running it on each request would cost more than saving an answer does.
 */
export function securityHeaders(options: { https: boolean }): RequestHandler {
  const headers = composeHeaders(options.https)
  return (_request, response, next) => {
    for (const [name, value] of headers) response.setHeader(name, value)
    next()
  }
}

/** Lets a page be shown in a frame of our own pages, as the preview of a survey needs. */
export function allowOwnFrame(response: ServerResponse): void {
  replaceInPolicy(response, "frame-ancestors 'none'", "frame-ancestors 'self'")
  response.setHeader('X-Frame-Options', 'SAMEORIGIN')
}

/** Lets a page show our own pages in frames. */
export function allowFramesInside(response: ServerResponse): void {
  replaceInPolicy(response, "default-src 'none'", "default-src 'none';frame-src 'self'")
}

function replaceInPolicy(response: ServerResponse, from: string, to: string): void {
  const policy = String(response.getHeader('Content-Security-Policy') ?? '')
  response.setHeader('Content-Security-Policy', policy.replace(from, to))
}

function composeHeaders(https: boolean): [string, string][] {
  const composed: [string, string][] = []
  const recorder = {
    setHeader: (name: string, value: string) => composed.push([name, value]),
    removeHeader: () => undefined,
  } as unknown as ServerResponse
  const compose = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'"],
        mediaSrc: ["'self'"],
        connectSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: https ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    // A personal link must never travel to another site. Not `no-referrer`: with it browsers send `Origin: null`
    // along with our own forms, and over plain http that is all they say of where a form came from.
    referrerPolicy: { policy: 'same-origin' },
    xFrameOptions: { action: 'deny' },
  })
  compose({} as never, recorder, () => undefined)
  return composed
}
