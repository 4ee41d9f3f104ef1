import request from 'supertest'
import { expect, test } from 'vitest'
import { givenApi } from './support.ts'

type Json = Record<string, unknown>
interface Operation extends Json {
  operationId: string
  parameters: { name: string; in: string; required: boolean; schema: Json; description?: string }[]
  responses: Record<string, Json>
}

async function givenDescription() {
  const { app } = givenApi({ inMemory: true })
  const answer = await request(app).get('/api/openapi.json').expect(200)
  const paths = answer.body.paths as Record<string, { get: Operation }>
  return { description: answer.body as Json, operations: Object.entries(paths), paths }
}

test('the description needs no token and is OpenAPI 3.1', async () => {
  const { description, operations } = await givenDescription()
  expect(description.openapi).toMatch(/^3\.1\.\d$/)
  expect(description.info).toMatchObject({ title: expect.any(String), version: expect.any(String) })
  expect(description.servers).toEqual([{ url: 'http://survey.test/api' }])
  const { securitySchemes } = description.components as { securitySchemes: Json }
  for (const need of description.security as Json[])
    expect(Object.keys(securitySchemes)).toContain(Object.keys(need)[0])
  expect(operations.map(([path]) => path)).toEqual([
    '/studies',
    '/studies/{slug}/{file}',
    '/studies/{slug}/wide/{file}',
    '/studies/{slug}/instrument/{file}',
  ])
})

test('every operation names its parameters and answers', async () => {
  const { operations } = await givenDescription()
  const ids = operations.map(([, { get }]) => get.operationId)
  expect(new Set(ids).size).toBe(ids.length)
  for (const [path, { get }] of operations) {
    const inPath = get.parameters.filter((one) => one.in === 'path')
    expect(inPath.map(({ name }) => name)).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name))
    expect(inPath.every(({ required }) => required)).toBe(true)
    for (const { in: place, schema, description } of get.parameters) {
      expect(['path', 'query']).toContain(place)
      expect(Object.keys(schema).length).toBeGreaterThan(0)
      expect(description ?? JSON.stringify(schema)).toMatch(/\w/)
    }
    expect(Object.keys(get.responses)).toEqual([
      '200',
      '304',
      '400',
      '401',
      '403',
      '404',
      '405',
      '409',
      '429',
      '500',
      '503',
      '507',
    ])
    for (const answer of Object.values(get.responses))
      expect(answer.$ref ?? answer.description).toEqual(expect.any(String))
  }
})

test('every reference leads somewhere', async () => {
  const { description } = await givenDescription()
  const text = JSON.stringify(description)
  const references = [...text.matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, path]) => path!)
  expect(references.length).toBeGreaterThan(0)
  for (const reference of new Set(references)) {
    const found = reference
      .split('/')
      .reduce<unknown>((at, part) => (at as Json | undefined)?.[part], description)
    expect(found, reference).toBeDefined()
  }
  expect(text).not.toMatch(/\$schema|undefined|additionalProperties":\{\}"/)
})

test('parameters are described as they are read', async () => {
  const { paths, operations } = await givenDescription()
  const { parameters } = paths['/studies/{slug}/{file}']!.get
  expect(parameters.find(({ name }) => name === 'include')).toMatchObject({
    in: 'query',
    required: false,
    schema: { type: 'string', enum: ['completed', 'started'], default: 'completed' },
  })
  const { read, givenToken } = givenApi({ inMemory: true })
  const token = await givenToken('analyst')
  for (const [path] of operations) {
    const file = path.includes('wide') ? 'work_effort.csv' : 'long.csv'
    // The study shows no pictures, so there is no table of them.
    const status = path.includes('instrument') ? 404 : 200
    await read(path.replace('{slug}', 'small').replace('{file}', file), token).expect(status)
  }
})
