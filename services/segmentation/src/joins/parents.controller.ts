import { Controller } from '@nestjs/common';
import { Handles, Input, type InputOf } from '@widecast/service-kit';
import type { z } from 'zod';
import { AccountsReader, type AccountView } from '../accounts/accounts.reader.ts';
import { forgetParent, listJoined, putParent } from './parents.api.ts';
import { ParentsService } from './parents.service.ts';

@Controller()
export class ParentsController {
  constructor(
    private readonly parents: ParentsService,
    private readonly accounts: AccountsReader,
  ) {}

  @Handles(putParent)
  async put(@Input() { params, body, actor }: InputOf<typeof putParent>): Promise<AccountView> {
    await this.parents.put(params.id, body.parentId, actor);
    return this.accounts.show(params.id);
  }

  @Handles(forgetParent)
  async forget(@Input() { params }: InputOf<typeof forgetParent>): Promise<AccountView> {
    await this.parents.forget(params.id);
    return this.accounts.show(params.id);
  }

  @Handles(listJoined)
  async joined(@Input() { params }: InputOf<typeof listJoined>): Promise<z.infer<typeof listJoined.response>> {
    return { accounts: await this.parents.joined(params.id) };
  }
}
