import './parent.ts'
import './compile-cache.mjs'

await import('./main.ts')
