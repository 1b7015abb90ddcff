/** A part of a service that can be asked whether it works; throws or says what is wrong. */
export type Check = () => Promise<'ok' | { readonly degraded: string }>;

export interface Health {
  readonly status: 'ready' | 'degraded' | 'not ready';
  readonly checks: Readonly<Record<string, string>>;
}

const PATIENCE = 2000;

/** Whether a service can do its work: not ready while a check fails or it drains, degraded while a part stands still. */
export class Readiness {
  private readonly checks = new Map<string, Check>();
  private draining = false;

  add(name: string, check: Check): void {
    this.checks.set(name, check);
  }

  /** From now on no new work: the answer is "not ready" for ever. */
  drain(): void {
    this.draining = true;
  }

  async look(): Promise<Health> {
    if (this.draining) return { status: 'not ready', checks: { process: 'is draining' } };
    const results = await Promise.all([...this.checks].map(async ([name, check]) => [name, await outcomeOf(check)] as const));
    const failed = results.some(([, { kind }]) => kind === 'failed');
    const degraded = results.some(([, { kind }]) => kind === 'degraded');
    return {
      status: failed ? 'not ready' : degraded ? 'degraded' : 'ready',
      checks: Object.fromEntries(results.map(([name, { text }]) => [name, text])),
    };
  }
}

async function outcomeOf(check: Check): Promise<{ kind: 'ok' | 'degraded' | 'failed'; text: string }> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${PATIENCE} ms`)), PATIENCE);
  });
  try {
    const result = await Promise.race([check(), late]);
    return result === 'ok' ? { kind: 'ok', text: 'ok' } : { kind: 'degraded', text: result.degraded };
  } catch (error) {
    return { kind: 'failed', text: error instanceof Error ? error.message || error.name : String(error) };
  } finally {
    clearTimeout(timer);
  }
}
