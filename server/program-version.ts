import program from '../package.json' with { type: 'json' }

/** The version of this program, as package.json states it. */
export const programVersion: string = program.version
