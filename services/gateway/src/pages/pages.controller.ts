import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Controller, Get, Param, Res } from '@nestjs/common';
import { NotFound } from '@widecast/service-kit';
import type { Response } from 'express';

const PUBLIC = fileURLToPath(new URL('../../public/', import.meta.url));
const SWAGGER = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));

// The project may lie below a folder whose name begins with a dot.
const ANYWHERE = { dotfiles: 'allow' } as const;

const ASSETS: Readonly<Record<string, string>> = {
  'style.css': join(PUBLIC, 'style.css'),
  'docs.js': join(PUBLIC, 'docs.js'),
  'mailbox.js': join(PUBLIC, 'mailbox.js'),
  'swagger-ui.css': join(SWAGGER, 'swagger-ui.css'),
  'swagger-ui-bundle.js': join(SWAGGER, 'swagger-ui-bundle.js'),
};

/** The few pages of the gateway; nothing on them comes from elsewhere. */
@Controller()
export class PagesController {
  @Get()
  home(@Res() response: Response): void {
    response.sendFile(join(PUBLIC, 'index.html'), ANYWHERE);
  }

  @Get('docs')
  docs(@Res() response: Response): void {
    response.sendFile(join(PUBLIC, 'docs.html'), ANYWHERE);
  }

  @Get('mailbox')
  mailbox(@Res() response: Response): void {
    response.sendFile(join(PUBLIC, 'mailbox.html'), ANYWHERE);
  }

  @Get('assets/:name')
  asset(@Param('name') name: string, @Res() response: Response): void {
    const file = Object.hasOwn(ASSETS, name) ? ASSETS[name] : undefined;
    if (!file) throw new NotFound('asset', name);
    response.sendFile(file, ANYWHERE);
  }
}
