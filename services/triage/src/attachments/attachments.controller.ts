import { Controller, Res } from '@nestjs/common';
import { Handles, Input, type InputOf } from '@widecast/service-kit';
import type { Response } from 'express';
import { Attachments } from './attachments.ts';
import { readAttachment } from './attachments.endpoints.ts';

/** Types that a browser might run are given as bytes. */
const RUNS = /html|svg|xml|script/;

@Controller()
export class AttachmentsController {
  constructor(private readonly attachments: Attachments) {}

  @Handles(readAttachment)
  async read(@Input() { params }: InputOf<typeof readAttachment>, @Res() response: Response): Promise<void> {
    const { name, type, content } = await this.attachments.read(params.id, params.digest);
    response.setHeader('content-disposition', `attachment; filename="${plain(name)}"; filename*=UTF-8''${encoded(name)}`).setHeader('x-content-type-options', 'nosniff');
    response.setHeader('content-security-policy', "default-src 'none'; sandbox").setHeader('cache-control', 'private, no-store');
    response.setHeader('content-type', RUNS.test(type) ? 'application/octet-stream' : type).end(content);
  }
}

const plain = (name: string): string => name.replaceAll(/[^\w .-]/g, '_');
/** RFC 8187. */
const encoded = (name: string): string => encodeURIComponent(name).replaceAll(/['()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
