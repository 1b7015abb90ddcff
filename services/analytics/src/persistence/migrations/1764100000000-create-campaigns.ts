import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Each event about a campaign fills its own columns, so that it does not matter which comes first. */
export class CreateCampaigns1764100000000 implements MigrationInterface {
  readonly name = 'CreateCampaigns1764100000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE campaigns (
        campaign_id   uuid PRIMARY KEY,
        segment_id    uuid,
        name          text,
        launched_at   timestamptz,
        state         text,
        state_version int,
        state_reason  text,
        selected      int,
        audience      int,
        left_out      jsonb,
        frozen_at     timestamptz
      )
    `);
    await runner.query('CREATE INDEX campaigns_of_segment ON campaigns (segment_id)');
    await runner.query(`
      CREATE TABLE campaign_arms (
        campaign_id      uuid    NOT NULL,
        arm              text    NOT NULL,
        position         int     NOT NULL,
        hold_out         boolean NOT NULL,
        cost_per_message numeric NOT NULL,
        PRIMARY KEY (campaign_id, arm)
      )
    `);
    await createContacts(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE campaign_contacts, campaign_arms, campaigns');
  }
}

async function createContacts(runner: QueryRunner): Promise<void> {
  // Assigned and not settled: version 0 and no state.
  // No index holds a column that changes, and pages have room: updates stay on their page (HOT).
  await runner.query(`
    CREATE TABLE campaign_contacts (
      campaign_id uuid NOT NULL,
      contact_id  uuid NOT NULL,
      version     int  NOT NULL,
      arm         text,
      state       text,
      settled_at  timestamptz,
      PRIMARY KEY (campaign_id, contact_id)
    ) WITH (fillfactor = 80)
  `);
}
