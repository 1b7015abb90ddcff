/** A question in the dress of a small firm's mail, written by somebody who had not seen what is left out of mails, nor the other dresses. */
type Dress = (question: string) => string;

/** Mail programs of old break lines at 72 characters. */
const broken = (text: string): string => text.replace(/(.{1,72})(?:\s+|$)/gu, '$1\n').trimEnd();
const quoted = (text: string): string => text.split('\n').map((line) => `> ${line}`.trimEnd()).join('\n');

const short: readonly Dress[] = [
  (q) => `Hi there,\n\n${q}\n\nKind regards,\nMelanie Ashworth`,
  (q) => `hello\n\n${q}\n\nthx\nDave`,
  (q) => `Good morning team,\n\nhope you had a nice weekend. ${q}\n\nBest,\nPriya`,
  (q) => `Dear Sir or Madam,\n\n${q}\n\nYours faithfully,\n\nHarold P. Whitcombe\nWhitcombe & Sons Joinery Ltd`,
  (q) => `Hey guys! ${q} Cheers, Tom`,
  (q) => `Hi Laura,\n\nit was nice talking to you last week.\n\n${q}\n\nHave a great day!\nSanne`,
  (q) => `${q}\n\nSent from my iPhone`,
  (q) => `${q}\n\nGet Outlook for Android<https://aka.ms/AAb9ysg>`,
  (q) => `Hi\n${q}\n\nSent from Yahoo Mail on Android`,
  (q) => `${q}\n\n-- \nBob Kowalczyk\nKowalczyk Plumbing & Heating\n07700 900412`,
  (q) => `To whom it may concern,\n\n${q}\n\nI look forward to hearing from you.\n\nSincerely,\nMrs. E. Okafor`,
  (q) => `Sorry to bother you again. ${q}\n\nMany thanks in advance,\nJoanne`,
  (q) => `Hello, my name is Piotr and I own a small bicycle shop in Leeds. We have been with you for about two years and are mostly happy.\n\n${q}\n\nThank you and best wishes\nPiotr`,
  (q) => `Please excuse my English, I am writing with a translator.\n\n${q}\n\nThank you for understanding.\nYuki`,
  (q) => `URGENT!!!\n\n${q}\n\nPlease reply asap!!!`,
  (q) => `Hi, quick one for you:\n${q}\nTa\nGaz`,
  (q) => `Hi support,\n\nI could not find this in your FAQ, so I thought I would ask you directly.\n\n${q}\n\nThanks a million,\nCaitlin O'Rourke\nThe Paper Lantern Bakery`,
];

const signed: readonly Dress[] = [
  (q) => `Hello,\n\n${q}\n\nWith best regards / Mit freundlichen Grüßen\n\ni. A. Sabine Kessler\nBuchhaltung\n\nKessler Metallbau GmbH\nIndustriestr. 14\n73230 Kirchheim\nTel. +49 7021 555-120\nFax +49 7021 555-199\nwww.kessler-metallbau.example\n\nGeschäftsführer: Dieter Kessler | HRB 23145 Stuttgart | USt-IdNr. DE811223344`,
  (q) => `Good afternoon\n\n${q}\n\nKR\n\nJames\n\nJames Pemberton | Office Manager | Pemberton Dental Practice\nT: 01632 960 188 | M: 07700 900 771 | E: james@pemberton-dental.example\n12 High Street, Harrogate, HG1 2AB\nFollow us on Facebook | Instagram | LinkedIn`,
  (q) => `${q}\n\nRegards\n\nAnita Desai\nDirector\n_____________________________________\nDesai Textiles Pvt. Ltd.\nPlot 44, MIDC, Andheri (E), Mumbai\nPlease consider the environment before printing this e-mail.`,
  (q) => `Hi,\n\n${q}\n\nBr,\nMikko\n\n*Mikko Lahtinen*\nCEO, Lahtinen Sauna Oy\n+358 40 555 0182\n[image: logo.png]\n[image: facebook] <https://facebook.example/lahtinen> [image: instagram] <https://instagram.example/lahtinen>`,
  (q) => `Dear customer service,\n\n${q}\n\nSincerely yours,\nGraciela Fuentes\nAccounts payable\nFuentes Imports, LLC\n\nCONFIDENTIALITY NOTICE: The contents of this email message and any attachments are intended solely for the addressee(s) and may contain confidential and/or privileged information. If you are not the intended recipient of this message or if this message has been addressed to you in error, please immediately alert the sender by reply email and then delete this message and any attachments.`,
  (q) => `${q}\n\nThanks,\nRob\n\n--\nRob Tanner\nTanner's Garage (MOT, servicing, tyres)\nOpening hours: Mon-Fri 8-6, Sat 9-1, closed Sundays and bank holidays\n"Drive safe, arrive happy"`,
  (q) => `Hi team\n\n${q}\n\nWarm regards,\nLerato Mokoena\nFounder & Chief Cake Officer\n\nWe are moving! From 1 June you will find us at 88 Long Street, Cape Town.`,
  (q) => `${q}\n\nMany thanks,\n\nSusan\n\nSusan Blake MAAT\nBlake Bookkeeping\nRegistered in England and Wales No. 09876543. Registered office: 3 Mill Lane, Stroud GL5 1AA. VAT No. GB 123 4567 89. This email has been scanned for viruses, but we accept no liability for any damage caused by any virus transmitted by it.`,
  (q) => `Hello\n\n${q}\n\nGruss\nUrs\n\nVirenfrei. www.avast.com <https://www.avast.com/sig-email>`,
  (q) => `Hi,\n${q}\n\nWith kind regards,\n\nOn behalf of Northfield Veterinary Clinic\nAmy Lund, reception\n\nI work part time: my days are Monday, Tuesday and Thursday.`,
  (q) => `Dear all,\n\n${q}\n\nRespectfully,\n\nRev. Samuel Adeyemi\nTreasurer, Grace Community Hall\n\nP.S. Your new website looks lovely, my compliments to the designer.`,
  (q) => `Hi!\n\n${q}\n\nxx Bella\n\nBella's Blooms - flowers for every occasion\nShop online: https://bellasblooms.example - 10% off your first bouquet with code HELLO10`,
];

const answering: readonly Dress[] = [
  (q) => `Thanks for the quick answer. ${q}\n\nOn Tue, 4 Mar 2025 at 09:12, Widgets Support <support@widgets.example> wrote:\n\n${quoted('Hello Martin,\n\nthank you for your message. We have passed it on to our specialists and you will hear from us within two working days.\n\nYour support team')}`,
  (q) => `Hi Emma,\n\n${q}\n\nRegards\nStuart\n\nFrom: Widgets Support <support@widgets.example>\nSent: 11 February 2025 16:40\nTo: Stuart Kerr <stuart@kerr-roofing.example>\nSubject: RE: [#48213] Your request\n\nHello Stuart,\n\nYour account was updated as you asked. Is there anything else that we can do for you?\n\nKind regards,\nEmma`,
  (q) => `${q}\n\nVon meinem iPad gesendet\n\n> On 3 Apr 2025, at 18:22, Support <support@widgets.example> wrote:\n> \n> Dear Karl,\n> we have now sent you the documents by post.\n> Did that solve the problem?`,
  (q) => `##- Please type your reply above this line -##\n\n${q}\n\nThank you\nNadia\n\nYour request (#99120) has been updated. To add additional comments, reply to this email.`,
  (q) => `-----Original Message-----\nFrom: support@widgets.example\nSent: Monday, January 13, 2025 10:02 AM\nTo: Frank Li\nSubject: Ticket 7781 closed\n\nYour ticket was closed because we have not heard from you for seven days.\n\n-----\n\nHello, sorry for my late reply, I was on holiday. ${q}\n\nFrank`,
  (q) => `${quoted('Could you tell us a little more about it?')}\n\nYes of course. ${q}\n\n${quoted('Best regards\nThe support team')}\n\nBest regards from Lyon\nAmélie`,
  (q) => `Ref: TICKET-20250317-0042\n\nDear Mr Jones,\n\nthank you for your mail of yesterday.\n\n${q}\n\nKind regards\nTove Lindqvist\n\n________________________________\nFrån: Widgets Support\nSkickat: den 16 mars 2025 14:05\nTill: Tove Lindqvist\nÄmne: Ang: TICKET-20250317-0042\n\nWe need some more days to look into it.`,
  (q) => `Hi,\n\nno one has answered my last mail, so I am trying again.\n\n${q}\n\nRegards, Colin\n\nAm 02.05.25 um 11:31 schrieb Colin Farrow:\n${quoted('Hello, I wrote to you last week about my account.\nPlease answer me.\nColin')}`,
  (q) => `${q}\n\nBest regards,\nOlga Petrova\nChief accountant, Sever-Trade LLC\n\n12.03.2025 15:44, Widgets Support пишет:\n${quoted('Dear Olga,\nthank you for your patience. The fault has been mended.')}`,
  (q) => `Good evening, thanks for getting back to me so fast, much appreciated!\n\n${q}\n\nThanks again for all your help\nHelen x\n\n---- On Thu, 20 Mar 2025 08:15:09 +0000 Support wrote ----\n\nHello Helen, we are glad that we could help. How would you rate our service?`,
  (q) => `${broken(`Dear Support, I hope this e-mail finds you well. ${q} I would be grateful for an answer when you have a moment. Yours truly, Edmund Hale`)}\n\nSupport Team wrote:\n${quoted('Dear Edmund,\n\nwe are always there for you.')}`,
];

const passedOn: readonly Dress[] = [
  (q) => `FYI\n\n---------- Forwarded message ---------\nFrom: Lisa Monroe <lisa@monroe-yoga.example>\nDate: Wed, Feb 5, 2025 at 7:48 PM\nSubject: question\nTo: <office@monroe-yoga.example>\n\n\nHello,\n\n${q}\n\nLisa`,
  (q) => `Hi, my colleague asked me to pass this on to you, he is not in your system yet.\n\nBegin forwarded message:\n\nFrom: Ahmed Saleh <ahmed@saleh-foods.example>\nSubject: Fwd: bank\nDate: 9 January 2025 at 12:10:55 GMT\nTo: office@saleh-foods.example\n\n${q}\n\nAhmed`,
  (q) => `Please see below and help.\n\nThanks,\nReception\n\nFrom: Ian Black <ian@blackdog-pub.example>\nSent: Friday, 14 March 2025 09:33\nTo: Reception <info@blackdog-pub.example>\nSubject: FW: question for the bank\n\nMorning,\n\n${q}\n\nCheers\nIan`,
  (q) => `-------- Forwarded Message --------\nSubject: \tour account\nDate: \tMon, 10 Mar 2025 13:20:44 +0100\nFrom: \tJan de Vries <jan@devries-bloemen.example>\nTo: \tinfo@devries-bloemen.example\n\nHi,\n${q}\nGreetings\nJan`,
  (q) => `Name: Carla Gomez\nCompany: Gomez Hair & Beauty\nE-mail: carla@gomez-hair.example\nPhone: 555 0134\nMessage: ${q}\n\nThis message was sent by the contact form of your website.`,
];

const remnants: readonly Dress[] = [
  (q) => `Hello,&nbsp;\n\n${q}\n\n\n\nThanks &amp; regards,\nRamesh Iyer\n[cid:image001.png@01DB8F3A.5C1E2B40]\nIyer Electricals`,
  (q) => `CAUTION: This email originated from outside of the organization. Do not click links or open attachments unless you recognize the sender and know the content is safe.\n\nHi,\n\n${q}\n\nThanks,\nMarcus`,
  (q) => `[EXTERNAL]\n\nHi folks,\n\n${q}\n\nMarcus\n<mailto:marcus@redbarn.example>`,
  (q) => `Hi\n\n \n\n${q}\n\n \n\nThank you\n\n \n\nDenise Carter\n\nPractice Manager\n\n<https://www.carterphysio.example/> \n\nTel: 0113 496 0123`,
  (q) => `| | Hello! | |\n\n${q}\n\n* * *\n\nDiego\nView this email in your browser`,
  (q) => `Hi. I am a new customer and still finding my way around, so sorry if this is a silly question. ${q} No rush at all, whenever you have time. Thanks so much!! Katie :)`,
  (q) => `Hello again,\n\nlast time you helped me very quickly, which was great.\n\n${q}\n\nI am in the shop until 5 pm and can be reached on 020 7946 0991.\n\nThank you kindly,\nMr. Singh`,
  (q) => `Dear Support Team,\n\nWe are a family business with eight employees and make wooden toys.\n\n${q}\n\nThank you very much for your support and have a pleasant week.\n\nBest regards from the Black Forest\nFamily Winterhalter\n\nPS: I have attached our logo, since your colleague liked it so much.`,
  (q) => `Account no. 4471-220\nCustomer since 2019\n\n${q}\n\nGeorge`,
];

export const BLIND_WRAPPERS: readonly Dress[] = [...short, ...signed, ...answering, ...passedOn, ...remnants];
