import type { CampaignReport } from '../../client/answers.ts';
import type { Checks } from '../../truth/checks.ts';
import { HILLSTROM_ANSWERS } from '../../truth/hillstrom.answers.ts';

/** The report of Hillstrom's whole file, as the literature rounds it. */
export function compareKnownAnswers(checks: Checks, { arms }: Pick<CampaignReport, 'arms'>): void {
  for (const [name, known] of Object.entries(HILLSTROM_ANSWERS)) {
    const arm = arms.find((one) => one.arm === name);
    const percent = (rate: number | null | undefined, digits: number): string => ((rate ?? Number.NaN) * 100).toFixed(digits);
    const told = {
      customers: arm?.customers,
      visits: arm?.visits,
      visitPercent: percent(arm?.visitRate, 3),
      conversions: arm?.conversions,
      conversionPercent: percent(arm?.conversionRate, 4),
      spend: arm?.spend.toFixed(2),
      spendPerCustomer: arm?.spendPerCustomer?.toFixed(5),
    };
    checks.equal(`known answers, ${name}`, told, known);
  }
}
