import { describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { createTestDatabase } from './test-database.ts';

describe('a test database', () => {
  it('is empty, apart from the others, and gone after drop even while somebody is connected', async () => {
    const [one, other] = await Promise.all([createTestDatabase(), createTestDatabase()]);
    const client = new Client({ connectionString: one.url });
    const ended = new Promise((end) => client.once('end', end));
    client.on('error', () => undefined);
    await client.connect();
    const tables = await client.query("select from pg_tables where schemaname = 'public'");

    await one.drop();
    await ended;
    const late = new Client({ connectionString: one.url });
    await expect(late.connect()).rejects.toThrow(/does not exist/);
    await Promise.all([other.drop(), other.drop()]);

    expect(tables.rowCount).toBe(0);
    expect(one.url).not.toBe(other.url);
  });
});
