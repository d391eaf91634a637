/**
 * Structured logs: one line of JSON per request. Keys, bodies, names, raw paths and queries never
 * come in, so that nothing has to be taken out.
 */
import { type DestinationStream, type Logger, pino } from 'pino';
import type { Exchange } from './exchange.ts';

export type { Logger } from 'pino';

export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/** What a log may hold of an error: database drivers hang whole rows and parameters on theirs. */
interface ErrorWords {
  readonly type: string;
  readonly message: string;
  readonly code: string | undefined;
  readonly stack: string | undefined;
  readonly cause: ErrorWords | undefined;
}

const causesMax = 5;

/** Kind, message, code and stack of an error and its causes; no other property. */
export function errorWords(error: unknown, depth = 0): ErrorWords {
  if (!(error instanceof Error)) {
    return {
      type: typeof error,
      message: 'not an Error',
      code: undefined,
      stack: undefined,
      cause: undefined,
    };
  }
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  const cause =
    error.cause === undefined || depth >= causesMax
      ? undefined
      : errorWords(error.cause, depth + 1);
  return { type: error.name, message: error.message, code, stack: error.stack, cause };
}

/** A logger that writes lines of JSON; to standard output when no destination is given. */
export function createLogger(level: LogLevel, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { err: (error: unknown) => errorWords(error) },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}

/** Writes the line of one request, after its answer is made. */
export function logRequest(
  logger: Logger,
  exchange: Exchange,
  status: number,
  durationMs: number,
): void {
  if (!logger.isLevelEnabled('info')) return;
  logger.info(
    {
      requestId: exchange.requestId,
      upstreamRequestId: exchange.upstreamRequestId,
      method: exchange.method,
      route: exchange.route,
      status,
      code: exchange.problem,
      keyId: exchange.keyId,
      durationMs: Math.round(durationMs * 100) / 100,
    },
    'request',
  );
}
