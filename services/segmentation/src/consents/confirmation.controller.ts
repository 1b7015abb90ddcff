import { Controller, Get, HttpCode, Param, Post, Res } from '@nestjs/common';
import { answerPage, plainPage } from '@widecast/service-kit';
import type { Response } from 'express';
import { ConfirmationLinks } from './confirmation-links.ts';
import { ConsentRequestsService } from './consent-requests.service.ts';

const ASK = plainPage('Confirm', '<p>Press the button to confirm that you agree.</p><form method="post"><button>I agree</button></form>');
const DONE = plainPage('Thank you', '<p>Your consent is confirmed. You can withdraw it at any time.</p>');
const CLOSED = plainPage('This link is not valid any more', '<p>Nothing was changed. If you still want to hear from us, sign up again.</p>');
const UNKNOWN = plainPage('This link does not work', '<p>It may have been cut. Copy the whole link from the message and try again.</p>');

/** Where links that confirm a consent lead; nothing is asked of the caller but the token. */
@Controller('consent')
export class ConfirmationController {
  constructor(
    private readonly links: ConfirmationLinks,
    private readonly requests: ConsentRequestsService,
  ) {}

  /** Changes nothing: scanners and mail programs follow links. */
  @Get(':token')
  ask(@Param('token') token: string, @Res({ passthrough: true }) response: Response): string {
    return answerPage(response, this.links.read(token) ? [200, ASK] : [404, UNKNOWN]);
  }

  @Post(':token')
  @HttpCode(200)
  async confirm(@Param('token') token: string, @Res({ passthrough: true }) response: Response): Promise<string> {
    const link = this.links.read(token);
    const outcome = link ? await this.requests.confirm(link) : 'unknown';
    return answerPage(response, { confirmed: [200, DONE] as const, closed: [410, CLOSED] as const, unknown: [404, UNKNOWN] as const }[outcome]);
  }
}
