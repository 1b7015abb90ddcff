import type { Request } from 'express';

/** Who is acting, and with which rights. */
export interface Actor {
  /** `key:<id>`, or `nobody` on public endpoints. */
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly string[];
}

export const NOBODY: Actor = { id: 'nobody', name: 'nobody', scopes: [] };

const ACTOR = Symbol('actor');

export function setActor(request: Request, actor: Actor): void {
  Object.assign(request, { [ACTOR]: actor });
}

export function actorOf(request: Request): Actor {
  return (request as unknown as { [ACTOR]?: Actor })[ACTOR] ?? NOBODY;
}

/** `*` allows everything; `contacts:*` everything about contacts. */
export function mayDo({ scopes }: Actor, scope: string): boolean {
  const subject = scope.slice(0, scope.indexOf(':'));
  return scopes.includes('*') || scopes.includes(scope) || scopes.includes(`${subject}:*`);
}
