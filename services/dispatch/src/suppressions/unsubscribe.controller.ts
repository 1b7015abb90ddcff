import { Controller, Get, Header, HttpCode, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { SuppressionsService } from './suppressions.service.ts';
import { UnsubscribeLinks } from './unsubscribe-links.ts';
import { askPage, donePage, unknownPage } from './unsubscribe.pages.ts';

const HTML = 'text/html; charset=utf-8';

/** Where the links in mail lead (RFC 8058). Nothing is asked of the caller but the token; the body of a POST does not matter. */
@Controller('u')
export class UnsubscribeController {
  constructor(
    private readonly links: UnsubscribeLinks,
    private readonly suppressions: SuppressionsService,
  ) {}

  /** Changes nothing: scanners and mail programs follow links. */
  @Get(':token')
  @Header('content-type', HTML)
  @Header('cache-control', 'no-store')
  @Header('referrer-policy', 'no-referrer')
  @Header('x-robots-tag', 'noindex')
  @Header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'")
  ask(@Param('token') token: string, @Res({ passthrough: true }) response: Response): string {
    if (this.links.read(token)) return askPage();
    response.status(404);
    return unknownPage();
  }

  @Post(':token')
  @HttpCode(200)
  @Header('content-type', HTML)
  @Header('cache-control', 'no-store')
  @Header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'")
  async unsubscribe(@Param('token') token: string, @Res({ passthrough: true }) response: Response): Promise<string> {
    const subject = this.links.read(token);
    if (!subject) {
      response.status(404);
      return unknownPage();
    }
    await this.suppressions.unsubscribe(subject);
    return donePage();
  }
}
