import { expect, test } from 'vitest'
import { loadConfig, settingNames } from '../../server/config.ts'
import { runInProcess } from '../../server/jobs/run-in-process.ts'

test('a process that the program starts is told no secret, and where compiled files are', async () => {
  const secrets = {
    SMTP_PASSWORD: 'planted-password',
    MAIL_WEBHOOK_SECRET: 'planted-secret-of-32-characters!!',
  }
  const mail = { SMTP_HOST: 'mail.example.org', MAIL_FROM: 'study@example.org', SMTP_USER: 'study' }
  const { childEnvironment } = loadConfig({ ...mail, ...secrets, NODE_COMPILE_CACHE: '/tmp/compiled' })
  const found = await runInProcess<Record<string, string>>(
    new URL('./counting-process.ts', import.meta.url),
    { environment: true },
    { env: { ...childEnvironment, MALLOC_ARENA_MAX: '1' } },
  )
  expect(found).toMatchObject({ NODE_COMPILE_CACHE: '/tmp/compiled', MALLOC_ARENA_MAX: '1' })
  expect(settingNames.filter((name) => name in found)).toEqual([])
  expect(JSON.stringify(found)).not.toContain('planted')
})
