import type { CanActivate, ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { Forbidden, Unauthenticated } from '../http/domain-error.ts';
import { ENDPOINT, type EndpointSpec } from '../http/endpoint.ts';
import { mayDo, setActor } from './actor.ts';
import { ACTOR_HEADER, verifyActor } from './signed-actor.ts';

/** Lets only those in whom the gateway has signed, and only where they have the right that the endpoint demands. */
export class ActorGuard implements CanActivate {
  constructor(private readonly secret: string) {}

  canActivate(context: ExecutionContext): boolean {
    if (context.getType() !== 'http') return true;
    const spec = Reflect.getMetadata(ENDPOINT, context.getHandler()) as EndpointSpec | undefined;
    if (spec === undefined || spec.scope === 'public') return true;
    const request = context.switchToHttp().getRequest<Request>();
    const token = request.header(ACTOR_HEADER);
    if (!token) throw new Unauthenticated('Services answer the gateway only; send the request there');
    const actor = verifyActor(token, this.secret);
    if (!mayDo(actor, spec.scope)) throw new Forbidden(`This needs the right ${spec.scope}, which "${actor.name}" does not have`);
    setActor(request, actor);
    return true;
  }
}
