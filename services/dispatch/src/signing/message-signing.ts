import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { SigningThreads } from '@widecast/mail';

/** The threads of this process that sign messages to many. */
@Injectable()
export class MessageSigning extends SigningThreads implements OnModuleDestroy {
  async onModuleDestroy(): Promise<void> {
    await this.close();
  }
}
