import {
  accountHandOffChanged, audienceFrozen, behaviourRecorded, bucketOf, campaignLaunched, campaignStateChanged, contactsAdvanced, deliveriesAssigned, deliveriesSettled,
  ticketChanged, ticketOpened,
} from '@widecast/contracts';
import { waitUntil, type TestService } from '@widecast/testing';
import { aChange, aDeed, aFreeze, aHandOff, aLaunch, assigned, aTicket, behaviour, LAUNCH, settled } from './builders.ts';

/**
 * Waits until everything that was published before is counted. Needs a log of one partition a topic, which is read in
 * order: once the last event of each topic is counted, so are those before it.
 */
export async function digested(service: TestService): Promise<void> {
  const { campaignId, ...launch } = aLaunch();
  const deed = aDeed();
  const ticket = aTicket();
  const changed = aTicket();
  const handOff = aHandOff();
  await service.publish(campaignLaunched, { ...launch, campaignId });
  await service.publish(audienceFrozen, aFreeze({ campaignId, segmentId: launch.segmentId }));
  await service.publish(campaignStateChanged, { campaignId, version: 1, state: 'launched', reason: null, at: LAUNCH });
  await service.publish(deliveriesSettled, ...settled({ kind: 'campaign', id: campaignId }, [{ contactId: deed.contactId, arm: 'mens', state: 'accepted' }]));
  await service.publish(deliveriesAssigned, ...assigned(campaignId, { mens: [changed.ticketId] }));
  await service.publish(behaviourRecorded, ...behaviour([deed]));
  await service.publish(contactsAdvanced, {
    bucket: bucketOf(deed.contactId), funnelId: campaignId, moves: [{ contactId: deed.contactId, step: 'start', state: 'active', version: 1, at: LAUNCH }],
  });
  await service.publish(ticketOpened, ticket);
  await service.publish(ticketChanged, aChange(changed, { version: 2 }));
  await service.publish(accountHandOffChanged, handOff);
  await waitUntil(async () => {
    const [seen] = await service.database.query<{ all: boolean }>(
      `SELECT EXISTS (SELECT FROM campaigns WHERE campaign_id = $1 AND name IS NOT NULL AND audience IS NOT NULL AND state IS NOT NULL)
          AND (SELECT count(*) = 2 FROM campaign_contacts WHERE campaign_id = $1) AND EXISTS (SELECT FROM behaviours WHERE contact_id = $2)
          AND EXISTS (SELECT FROM funnel_contacts WHERE contact_id = $2) AND (SELECT count(*) = 2 FROM tickets WHERE ticket_id IN ($3, $5))
          AND EXISTS (SELECT FROM hand_offs WHERE account_id = $4) AS all`,
      [campaignId, deed.contactId, ticket.ticketId, handOff.accountId, changed.ticketId],
    );
    return seen?.all;
  }, { what: 'the events to be counted', timeout: 60_000 });
  await forget(service.database, [campaignId, deed.contactId, ticket.ticketId, handOff.accountId, changed.ticketId]);
}

/** Takes the last events out again: they are no part of a test's truth. */
async function forget(database: TestService['database'], ids: readonly string[]): Promise<void> {
  for (const [table, column] of [
    ['campaigns', 'campaign_id'], ['campaign_arms', 'campaign_id'], ['campaign_contacts', 'campaign_id'], ['behaviours', 'contact_id'],
    ['funnel_contacts', 'contact_id'], ['tickets', 'ticket_id'], ['hand_offs', 'account_id'],
  ] as const) {
    await database.query(`DELETE FROM ${table} WHERE ${column} = ANY($1::uuid[])`, [ids]);
  }
}
