/** Of a ticket that was merged, the one it is a part of now; of another, itself. */
export const WHOLE = `
  WITH RECURSIVE up AS (SELECT id, merged_into FROM tickets WHERE id = $1 UNION SELECT t.id, t.merged_into FROM tickets t JOIN up ON t.id = up.merged_into)
  SELECT id FROM up WHERE merged_into IS NULL`;
