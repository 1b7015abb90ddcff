import { plainPage as page } from '@widecast/service-kit';

export const askPage = (): string =>
  page('Unsubscribe', '<p>You will get no more promotions from us.</p><form method="post"><button name="List-Unsubscribe" value="One-Click">Unsubscribe</button></form>');

export const donePage = (): string => page('You are unsubscribed', '<p>You will get no more promotions from us.</p>');

export const unknownPage = (): string => page('This link does not work', '<p>It may have been cut. Copy the whole link from the message and try again.</p>');
