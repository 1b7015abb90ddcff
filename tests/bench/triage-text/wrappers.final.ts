/** Dresses a question as an e-mail; these forms only measure and share no phrase with those of development. */
export const FINAL_WRAPPERS: readonly ((question: string) => string)[] = [
  (q) => `Good afternoon Ms Lopez,\n\n${q}\n\nMany thanks and warm wishes,\n\nGeraldine O'Connor\nHead of Purchasing, Brightwater Kitchens\nUnit 4, Dock Road, Bristol BS1 6XN\nT: 0117 496 0000  M: 07700 900123`,
  (q) => `To whom it may concern\n\nI trust you are keeping well. I am contacting you with regard to something that came up this week. ${q}\n\nYours faithfully\nR. D. Whitcombe (Mr)`,
  (q) => `hiya\n\nlong time customer here, first time writing! ${q}\n\nta very much\nbec x`,
  (q) => `Hello Sir,\n${q}\nI will be waiting for your kind response.\nWith thanks and regards,\nRajesh Kumar\nProprietor, Kumar Electronics\nGSTIN 22AAAAA0000A1Z5`,
  (q) => `${q}\n\nGet Outlook for Android`,
  (q) => `Dear all,\n\n${q}\n\nPlease do not hesitate to call me with any questions.\n\nSincerely yours,\nDr. Helena Brandt\n\n________________________________\nThe information contained in this communication is privileged. Any review, copying or distribution by persons other than the named recipient is prohibited. Please think of the trees before you print it.`,
  (q) => `${q}\n\nLe jeu. 6 févr. 2025 à 14:03, Service Client <aide@example.org> a écrit :\n\n> Bonjour,\n> we have received your request about your account and your password.\n> A colleague will answer within two days.`,
  (q) => `Morning!\n\n${q}\n\nSpeak soon,\nDaz\n\nFrom: Customer Care <care@example.org>\nSent: 11 April 2025 09:30\nTo: Daz\nSubject: RE: statement\n\nDear Daz,\nyour refund has been issued and your direct debit was changed. Can we help with anything else?\nCare Team`,
  (q) => `Begin forwarded message:\n\nFrom: Olu Adeyemi <olu@traders.example>\nSubject: need an answer\nDate: 12 May 2025\nTo: accounts@traders.example\n\n${q}\n\nOlu`,
  (q) => `Hi Support,\n\nWe are a family business of six people and rely on your product every day. ${q} It would be great to hear back this week.\n\nHave a lovely weekend,\nIngrid & Paul\nMountain Bikes Aspen`,
  (q) => `Greetings from Cape Town! ${q} Apologies if this was sent to the wrong department.\n\nWarmly,\nThandi`,
  (q) => `> Did this answer your question?\n> Rate us!\n\nNot really. ${q}\n\nRegards,\nK. Novak`,
];
