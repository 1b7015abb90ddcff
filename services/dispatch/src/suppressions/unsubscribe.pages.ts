const page = (title: string, body: string): string =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${title}</title>` +
  '<style>body{font:17px/1.5 system-ui,sans-serif;max-width:30rem;margin:15vh auto;padding:0 1rem;text-align:center}' +
  'button{font:inherit;padding:.6rem 1.4rem;border:0;border-radius:.4rem;background:#1f5eff;color:#fff;cursor:pointer}</style>' +
  `<h1>${title}</h1>${body}</html>`;

export const askPage = (): string =>
  page('Unsubscribe', '<p>You will get no more promotions from us.</p><form method="post"><button name="List-Unsubscribe" value="One-Click">Unsubscribe</button></form>');

export const donePage = (): string => page('You are unsubscribed', '<p>You will get no more promotions from us.</p>');

export const unknownPage = (): string => page('This link does not work', '<p>It may have been cut. Copy the whole link from the message and try again.</p>');
