import { STATUS_CODES } from 'node:http'
import { z } from 'zod'
import type { Context } from '../context.ts'
import { programVersion } from '../program-version.ts'
import { problemDocument } from './problem.ts'
import type { ApiRoute } from './route-table.ts'

const problems = [400, 401, 403, 404, 405, 409, 429, 500, 503, 507]

/** Returns the description of the interface (OpenAPI 3.1), made from the routes and schemas that serve it. */
export function openApi(context: Context, table: readonly ApiRoute[]): Record<string, unknown> {
  return {
    openapi: '3.1.1',
    info: {
      title: 'Comparand',
      version: programVersion,
      description:
        'Reads the data of studies. The tag of an answer (ETag) is the hash of its content: send it back as If-None-Match, and data that did not change are answered with 304. A request that began before its token was revoked is finished; the next one is refused with 401.',
    },
    servers: [{ url: `${context.config.baseUrl}/api` }],
    security: [{ bearer: [] }, { basic: [] }, { address: [] }],
    paths: Object.fromEntries(table.map((route) => [route.path, pathItem(route)])),
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', description: 'The token in a header: prefer this one.' },
        basic: { type: 'http', scheme: 'basic', description: 'Any name; the token is the password.' },
        address: {
          type: 'apiKey',
          in: 'query',
          name: 'token',
          description:
            'For programs that take nothing but an address; addresses are seen and kept by others.',
        },
      },
      schemas: { Problem: jsonSchema(problemDocument) },
      responses: Object.fromEntries(problems.map((status) => [`Problem${status}`, problemAnswer(status)])),
    },
  }
}

function pathItem(route: ApiRoute): Record<string, unknown> {
  return {
    get: {
      operationId: route.id,
      summary: route.summary,
      description: route.description,
      parameters: [...parametersOf(route.parts, 'path'), ...parametersOf(route.query, 'query')],
      responses: {
        200: {
          description: 'The content, with its tag.',
          headers: { ETag: { description: 'Hash of the content.', schema: { type: 'string' } } },
          content: Object.fromEntries(
            Object.entries(route.answers).map(([type, schema]) => [
              type,
              { schema: schema ? jsonSchema(schema) : { type: 'string' } },
            ]),
          ),
        },
        304: { description: 'The content is the one whose tag was sent.' },
        ...Object.fromEntries(
          problems.map((status) => [status, { $ref: `#/components/responses/Problem${status}` }]),
        ),
      },
    },
  }
}

function parametersOf(schema: z.ZodObject, place: 'path' | 'query'): Record<string, unknown>[] {
  const { properties = {} } = jsonSchema(schema) as { properties?: Record<string, { description?: string }> }
  return Object.entries(properties).map(([name, { description, ...rest }]) => ({
    name,
    in: place,
    required: place === 'path',
    ...(description === undefined ? {} : { description }),
    schema: rest,
  }))
}

function problemAnswer(status: number): Record<string, unknown> {
  const retry = { 'Retry-After': { description: 'Seconds to wait.', schema: { type: 'integer' } } }
  return {
    description: STATUS_CODES[status],
    ...(status === 429 ? { headers: retry } : {}),
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  }
}

function jsonSchema(schema: z.ZodType): Record<string, unknown> {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'input' })
  return rest
}
