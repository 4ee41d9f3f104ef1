import { enableCompileCache } from 'node:module'
import { join } from 'node:path'

/*
 * Imported first by what starts the program. Node keeps the compiled files beside the packages, so that later starts,
 * and every worker, need neither the time nor the 25 MB that reading TypeScript takes. Where the folder cannot be
 * written, nothing is kept and all works the same. Not the shared temporary folder: another user could fill it first.
 */
const folder = join(import.meta.dirname, '..', 'node_modules', '.cache', 'compiled')
enableCompileCache(folder)
// Threads look here.
process.env.NODE_COMPILE_CACHE ??= folder
