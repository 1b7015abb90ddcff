/** Dresses a question as an e-mail; these forms were looked at while the sentence scoring was written. */
export const DEVELOPMENT_WRAPPERS: readonly ((question: string) => string)[] = [
  (q) => `Hi,\n\n${q}\n\nThanks,\nJohn Miller`,
  (q) => `Dear Support Team,\n\nI hope this message finds you well. ${q}\n\nBest regards,\nEmily Carter\nOffice Manager\nCarter & Sons Ltd\n+44 20 7946 0123`,
  (q) => `Hello there! My name is Peter and I run a small bakery in Leeds. ${q} Looking forward to your reply.\n\nPeter`,
  (q) => `${q}\n\nSent from my iPhone`,
  (q) => `Good morning,\n${q}\nKind regards\n--\nAnna Schmidt | Buchhaltung\nSchmidt GmbH | www.schmidt.example\n\nThis e-mail is confidential and intended only for the addressee. If you have received it in error, please delete it.`,
  (q) => `${q}\n\nOn Mon, 3 Mar 2025 at 10:12, Support <support@example.com> wrote:\n> Hello John,\n> thank you for your message about the new card. Our team will look into your transfer.\n> Best regards\n> Support`,
  (q) => `Hi team,\n\nplease see the question of our customer below. ${q}\n\nRegards\nMaria\n\n-----Original Message-----\nFrom: Support\nSent: Monday\nSubject: Your top up\n\nYour top-up was received and your card is on its way.`,
  (q) => `Hello,\n\nWe have been using your service since 2019 and are generally happy with it. ${q} Any help would be appreciated.\n\nCheers,\nTom`,
  (q) => `---------- Forwarded message ---------\nFrom: Lisa <lisa@shop.example>\nDate: Tue, 4 Mar 2025\nSubject: question\nTo: me@office.example\n\n${q}\n\nLisa`,
  (q) => `Hey guys,\n\nsorry to bother you again, I know you are busy. I tried the help page first but found nothing. ${q}\n\nThank you so much in advance!\nSam`,
];
