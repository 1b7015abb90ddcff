import type { ImportReport } from '../../client/answers.ts';
import type { Demo } from '../../demo.ts';
import { csvOf } from '../../market/import.csv.ts';
import { count } from '../../report/progress.ts';

/** Sends the whole market as one CSV stream. */
export async function importCustomers({ api, market, checks }: Demo): Promise<{ readonly figures: string }> {
  const begun = performance.now();
  const path = 'imports?consentSource=registration%20form&consentProof=the%20demo';
  const report = await api.upload<ImportReport>(path, csvOf(market.customers), 'text/csv; charset=utf-8');
  const rate = Math.round(report.rows / ((performance.now() - begun) / 1000));

  const rows = market.customers.length;
  checks.equal('import: rows', report.rows, rows);
  checks.equal('import: created', report.created, rows);
  checks.equal('import: rejected', report.rejected, 0);
  return { figures: `${count(report.created)} contacts created, ${count(report.rejected)} rows rejected (${count(rate)} rows/s)` };
}
