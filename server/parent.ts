/**
 * Who started this process; read before anything else is loaded, because a parent that ends while we start is gone
 * without a trace.
 */
export const parentAtStart = process.ppid
