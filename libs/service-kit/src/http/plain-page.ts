import type { Response } from 'express';

/** A page of a title and a few words, for people who follow a link in a message; the content is ours, never a stranger's. */
export const plainPage = (title: string, body: string): string =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${title}</title>` +
  '<style>body{font:17px/1.5 system-ui,sans-serif;max-width:30rem;margin:15vh auto;padding:0 1rem;text-align:center}' +
  'button{font:inherit;padding:.6rem 1.4rem;border:0;border-radius:.4rem;background:#1f5eff;color:#fff;cursor:pointer}</style>' +
  `<h1>${title}</h1>${body}</html>`;

/** Answers with a page. */
export function answerPage(response: Response, [status, page]: readonly [number, string]): string {
  response.status(status).set(PLAIN_PAGE_HEADERS).type('text/html; charset=utf-8');
  return page;
}

/** Nothing is kept, framed or told to others, and the only form leads back to where it came from. */
const PLAIN_PAGE_HEADERS: Readonly<Record<string, string>> = {
  'cache-control': 'no-store', 'referrer-policy': 'no-referrer', 'x-robots-tag': 'noindex',
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'",
};
