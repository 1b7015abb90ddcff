import { Inject, Injectable } from '@nestjs/common';
import { ACTOR_HEADER, CONFIG, DomainError, Forbidden, mayDo, NOBODY, NotFound, signActor, Unauthenticated, type Actor } from '@widecast/service-kit';
import type { NextFunction, Request, Response } from 'express';
import { ApiCatalogue } from '../api-document/api-catalogue.ts';
import type { GatewayConfig } from '../config.ts';
import { Authenticator } from '../keys/authenticator.ts';
import { TooManyWrongKeys } from '../keys/wrong-keys.ts';
import { AudienceReach } from './audience-reach.ts';
import { drain } from './drain.ts';
import { dropOurs, secretIn } from './headers.ts';
import { MethodNotAllowed } from './method-not-allowed.ts';
import { Relay } from './relay.ts';
import { routeOf, type Route } from './routes.ts';

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];

type ServiceRoute = Extract<Route, { kind: 'service' }>;

/** The first to see a request: finds whose it is, who asks and whether he may, and passes it on. */
@Injectable()
export class Edge {
  constructor(
    private readonly authenticator: Authenticator,
    private readonly catalogue: ApiCatalogue,
    private readonly relay: Relay,
    private readonly reach: AudienceReach,
    @Inject(CONFIG) private readonly config: GatewayConfig,
  ) {}

  async admit(request: Request, response: Response, next: NextFunction): Promise<void> {
    dropOurs(request.headers);
    try {
      if (!(await this.answer(request, response))) next();
    } catch (error) {
      if (error instanceof Unauthenticated) response.setHeader('www-authenticate', 'Bearer realm="widecast"');
      if (error instanceof TooManyWrongKeys) response.setHeader('retry-after', '60');
      if (error instanceof MethodNotAllowed) response.setHeader('allow', error.allowed.join(', '));
      if (error instanceof DomainError) drain(request);
      next(error);
    }
  }

  /** Whether the request was answered here; else it is one of the gateway's own. */
  private async answer(request: Request, response: Response): Promise<boolean> {
    const [path = '/', query] = request.originalUrl.split(/\?(.*)/s, 2);
    const route = routeOf(path);
    if (!route) {
      if (path === '/v1' || path.startsWith('/v1/')) throw new NotFound('endpoint', `${request.method} ${path}; /openapi.json lists them all`);
      return false;
    }
    if (!METHODS.includes(request.method)) throw new MethodNotAllowed(request.method, METHODS);
    const actor = route.kind === 'public' ? NOBODY : await this.actorOf(request);
    if (route.kind === 'own') {
      request.headers[ACTOR_HEADER] = signActor(actor, this.config.WIDECAST_INTERNAL_SECRET);
      return false;
    }
    if (route.kind === 'service') this.demandRight(route, request, actor);
    const asked = (await this.reach.queryFor(request.method, route.path, actor)) ?? query;
    const onward = asked === undefined ? route.path : `${route.path}?${asked}`;
    await this.relay.pass(request, response, { service: route.service, path: onward, actor, streams: route.kind === 'service' && route.streams });
    return true;
  }

  private actorOf(request: Request): Promise<Actor> {
    const secret = secretIn(request.headers);
    if (secret === undefined) throw new Unauthenticated('Send your API key as `Authorization: Bearer wck_…`');
    return this.authenticator.actorWith(secret, request.socket.remoteAddress ?? '');
  }

  /** Services check again; here a refusal costs nobody a body. */
  private demandRight({ service, path }: ServiceRoute, request: Request, actor: Actor): void {
    const known = this.catalogue.operationAt(service, request.method, path);
    if (known === undefined) return;
    Object.assign(request, { route: { path: known.template } });
    if (known.allowed) throw new MethodNotAllowed(request.method, known.allowed);
    if (known.scope !== undefined && !mayDo(actor, known.scope)) throw new Forbidden(`This needs the right ${known.scope}, which "${actor.name}" does not have`);
  }
}
