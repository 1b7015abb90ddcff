import { bucketOf, contactsChanged, type ContactsChanged } from '@widecast/contracts';

export interface Told {
  readonly contactId: string;
  readonly email: string | null;
  readonly version?: number;
}

/** News of one contact as segmentation tells them, ready to be published. */
export const contactsOf = ({ contactId, email, version = 1 }: Told): [typeof contactsChanged, ContactsChanged] => [
  contactsChanged,
  { bucket: bucketOf(contactId), contacts: [{ contactId, version, email, accountId: null, tier: 'SMB', massTreatment: true, advertisingConsent: true }] },
];
