import { Controller } from '@nestjs/common';
import { Handles, Input, type InputOf } from '@widecast/service-kit';
import { PoliciesService } from './policies.service.ts';
import { choosePolicy, createPolicy, listPolicies, tryPolicy, type PolicyView, type TrialView } from './tier-policies.api.ts';

@Controller()
export class PoliciesController {
  constructor(private readonly policies: PoliciesService) {}

  @Handles(listPolicies)
  async list(): Promise<{ policies: PolicyView[] }> {
    return { policies: await this.policies.list() };
  }

  @Handles(createPolicy)
  create(@Input() { body }: InputOf<typeof createPolicy>): Promise<PolicyView> {
    return this.policies.create(body);
  }

  @Handles(tryPolicy)
  try(@Input() { params }: InputOf<typeof tryPolicy>): Promise<TrialView> {
    return this.policies.try(params.version);
  }

  @Handles(choosePolicy)
  choose(@Input() { params }: InputOf<typeof choosePolicy>): Promise<PolicyView> {
    return this.policies.choose(params.version);
  }
}
