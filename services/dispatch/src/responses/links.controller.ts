import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { uuidv7 } from '@widecast/messaging';
import type { LinkSubject } from '@widecast/mail';
import { answerPage } from '@widecast/service-kit';
import type { Request, Response } from 'express';
import { unknownPage } from '../suppressions/unsubscribe.pages.ts';
import { TrackedLinks } from '../tracking/tracked-links.ts';
import { classOf } from './response-class.ts';
import { ResponsesService } from './responses.service.ts';

/** A transparent GIF of one pixel. */
const PIXEL = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');

/** Nothing of it is kept, and the next page does not hear of us. */
const UNSEEN = { 'cache-control': 'no-store', 'referrer-policy': 'no-referrer', 'x-robots-tag': 'noindex' };

interface Followed {
  readonly subject: LinkSubject;
  readonly destination: string | null;
}

/** Where the links and images of tracked messages lead. Everything stands in the link: no database is asked, no cookie set. */
@Controller()
export class LinksController {
  constructor(
    private readonly links: TrackedLinks,
    private readonly responses: ResponsesService,
  ) {}

  /** Leads on to what was signed, and to nothing else. */
  @Get('c/:token/:destination')
  click(@Req() request: Request, @Res() response: Response, @Param() { token, destination }: { token: string; destination: string }): void {
    const link = this.links.followed(token, destination);
    if (!link) return unknown(response);
    this.note(request, link);
    response.set(UNSEEN).status(302).set('location', new URL(link.destination).href).end();
  }

  @Get('o/:token')
  open(@Req() request: Request, @Res() response: Response, @Param('token') token: string): void {
    const subject = this.links.opened(token);
    if (!subject) return unknown(response);
    this.note(request, { subject, destination: null });
    response.set(UNSEEN).type('image/gif').send(PIXEL);
  }

  private note({ method, headers }: Request, { subject: { kind: sourceKind, sourceId, contactId, sentAt = 0 }, destination }: Followed): void {
    const now = Date.now();
    const kind = destination === null ? 'opened' : 'clicked';
    const purpose = ['sec-purpose', 'purpose', 'x-purpose', 'x-moz'].map((name) => headers[name] ?? '').join(' ');
    const by = classOf({ kind, method, userAgent: headers['user-agent'] ?? '', purpose, age: now - sentAt });
    this.responses.note({ responseId: uuidv7(), contactId, source: { kind: sourceKind, id: sourceId, step: '' }, kind, by, destination, at: new Date(now).toISOString() });
  }
}

function unknown(response: Response): void {
  response.send(answerPage(response, [404, unknownPage()]));
}
