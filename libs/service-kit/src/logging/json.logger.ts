import { type LoggerService } from '@nestjs/common';

const LEVELS = ['error', 'warn', 'log', 'debug'] as const;
export type Level = (typeof LEVELS)[number];

/** What Nest tells of its own start; shown at the level debug only. */
const FRAMEWORK = new Set(['InstanceLoader', 'RoutesResolver', 'RouterExplorer', 'NestFactory', 'NestApplication', 'NestMicroservice']);

const ADDRESS = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu;

/** Takes e-mail addresses out of a text. */
export function withoutAddresses(text: string): string {
  return text.includes('@') ? text.replace(ADDRESS, '[address]') : text;
}

interface Fact {
  readonly msg: string;
  readonly [field: string]: unknown;
}

/** Writes one JSON object a line; addresses never get into it, whatever is logged. */
export class JsonLogger implements LoggerService {
  constructor(
    private readonly service: string,
    private readonly level: Level = 'log',
    private readonly write: (line: string) => void = (line) => void process.stdout.write(`${line}\n`),
  ) {}

  log(message: unknown, ...rest: unknown[]): void {
    this.line('log', message, rest);
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.line('error', message, rest);
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.line('warn', message, rest);
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.line('debug', message, rest);
  }

  private line(level: Level, message: unknown, rest: readonly unknown[]): void {
    if (LEVELS.indexOf(level) > LEVELS.indexOf(this.level)) return;
    if (level === 'log' && this.level !== 'debug' && FRAMEWORK.has(String(rest.at(-1)))) return;
    const context = typeof rest.at(-1) === 'string' ? { context: rest.at(-1) } : {};
    const stack = level === 'error' && rest.length > 1 && typeof rest[0] === 'string' ? { stack: rest[0] } : {};
    const fact = { time: new Date().toISOString(), level: level === 'log' ? 'info' : level, service: this.service, ...factOf(message), ...context, ...stack };
    this.write(withoutAddresses(JSON.stringify(fact)));
  }
}

function factOf(message: unknown): Fact {
  if (message instanceof Error) return { msg: message.message, error: message.name, stack: message.stack };
  if (typeof message !== 'object' || message === null) return { msg: String(message) };
  const fields = Object.entries(message).map(([name, value]) => [name, value instanceof Error ? `${value.name}: ${value.message}` : value]);
  return { msg: '', ...(Object.fromEntries(fields) as Record<string, unknown>) };
}
