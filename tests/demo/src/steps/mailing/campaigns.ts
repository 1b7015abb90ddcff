import type { Campaign, Ledger } from '../../client/answers.ts';
import { NotInTime, waitFor } from '../../client/patience.ts';
import type { Demo } from '../../demo.ts';

/** States in which a delivery still moves. */
const MOVING = ['pending', 'claimed', 'sending', 'deferred'] as const;
const CAMPAIGN_PATIENCE = 120;
/** Slower than this, in messages a second, something is wrong. */
const SLOWEST = 100;

const isSettled = ({ selected, ledger }: Campaign): boolean =>
  selected !== null && sumOf(ledger) === ledger.audience && MOVING.every((name) => (ledger[name] ?? 0) === 0);

/** Of all states; less than the audience while parts of it are on their way to the ledger. */
const sumOf = (ledger: Ledger): number =>
  Object.entries(ledger).reduce((sum, [name, value]) => (typeof value === 'number' && name !== 'audience' ? sum + value : sum), 0);

/** Launches a campaign and waits until no delivery of it moves any more. */
export async function runCampaign({ api, progress }: Demo, draft: object, size: number): Promise<Campaign> {
  const { id } = await api.post<{ id: string }>('campaigns', draft);
  await api.post(`campaigns/${id}/launch`);
  const seconds = CAMPAIGN_PATIENCE + Math.ceil(size / SLOWEST);
  let told = performance.now();
  const read = async (): Promise<Campaign> => {
    const campaign = await api.get<Campaign>(`campaigns/${id}`);
    if (['paused', 'cancelled'].includes(campaign.state)) throw new NotInTime(`the campaign is ${campaign.state}; ledger`, 0, campaign.ledger);
    if (performance.now() - told > 5_000) {
      told = performance.now();
      progress.note(`… ${String(campaign.ledger['accepted'])} of ${campaign.ledger.audience} accepted by the relay`);
    }
    return campaign;
  };
  return waitFor({ what: 'campaign', seconds, read, isDone: isSettled });
}

/** The ledger's figures: audience first, then every state. */
export const statesOf = (ledger: Ledger): Record<string, number> =>
  Object.fromEntries(Object.entries(ledger).filter((entry): entry is [string, number] => typeof entry[1] === 'number'));

/** The ledger must have these figures, and nought in all others. */
export function checkLedger({ checks }: Demo, name: string, { ledger }: Campaign, expected: Readonly<Record<string, number>>): void {
  for (const [state, value] of Object.entries(statesOf(ledger))) checks.equal(`${name}: ledger, ${state}`, value, expected[state] ?? 0);
  checks.equal(`${name}: the ledger balances`, ledger.balanced, true);
}
