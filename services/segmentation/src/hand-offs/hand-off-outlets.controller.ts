import { Controller, Header } from '@nestjs/common';
import { Handles, Input, type InputOf } from '@widecast/service-kit';
import { HandOffCalls } from './hand-off-calls.ts';
import { HandOffExport } from './hand-off-export.ts';
import { exportHandOffs, putWebhook, removeWebhook, showWebhook, type HandOffWebhook } from './hand-offs.api.ts';

/** Hand-offs on their way to other programs; before the controller that takes any word after `hand-offs/` for an id. */
@Controller()
export class HandOffOutletsController {
  constructor(
    private readonly calls: HandOffCalls,
    private readonly exports: HandOffExport,
  ) {}

  @Handles(exportHandOffs)
  @Header('content-type', 'text/csv; charset=utf-8')
  csv(@Input() { query }: InputOf<typeof exportHandOffs>): Promise<string> {
    return this.exports.csv(query);
  }

  @Handles(putWebhook)
  put(@Input() { body }: InputOf<typeof putWebhook>): Promise<HandOffWebhook & { secret: string }> {
    return this.calls.put(body.url);
  }

  @Handles(showWebhook)
  show(): Promise<HandOffWebhook> {
    return this.calls.show();
  }

  @Handles(removeWebhook)
  remove(): Promise<void> {
    return this.calls.remove();
  }
}
