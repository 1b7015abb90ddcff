/** Dresses of e-mails, of many programs, that no one who works on the reading of mails has looked at: keep it so, and replace them once somebody did. */
export const UNSEEN_WRAPPERS: readonly ((question: string) => string)[] = [
  // 1 plain, short
  (q) => `Hi,

${q}

Thanks,
Megan`,

  // 2 formal, postal signature
  (q) => `Dear Sir or Madam,

I have been a customer of yours since 1998 and have always been very satisfied with the service.

${q}

I look forward to hearing from you.

Yours faithfully,

Reginald P. Thornbury
14 Larkspur Close
Tunbridge Wells
Kent TN4 8QX`,

  // 3 iPhone footer
  (q) => `${q}

Sent from my iPhone`,

  // 4 Gmail reply, quoted agent answer below
  (q) => `Hello again Priya, thank you for coming back to me so quickly.

${q}

Best,
Tomasz

On Tue, 14 May 2024 at 09:42, Customer Support <support@example.com> wrote:

> Hi Tomasz,
>
> Thank you for getting in touch. We have received your message and we are
> happy to help you with whatever you need.
>
> Kind regards,
> Priya
> Customer Support Team
>`,

  // 5 Outlook reply with header block and corporate signature
  (q) => `Hi team,

${q}

Kind regards,

Hannah Lindqvist
Senior Project Coordinator | Norrviken Bygg AB
Tel: +46 8 555 014 22 | Mob: +46 70 555 01 87
hannah.lindqvist@norrvikenbygg.example
www.norrvikenbygg.example

________________________________
From: Help Desk <help@example.com>
Sent: Monday, 3 February 2025 16:18
To: Hannah Lindqvist <hannah.lindqvist@norrvikenbygg.example>
Subject: RE: Your enquiry [#448120]

Dear Hannah,

Thank you for your email. A member of our team will be with you shortly.

Regards,
Help Desk`,

  // 6 legal disclaimer
  (q) => `Good morning,

I hope this finds you well.

${q}

Regards,
David Okonjo
Finance Manager
Brightwater Logistics Ltd

This email and any attachments are confidential and intended solely for the use of the individual or entity to whom they are addressed. If you are not the intended recipient you must not disclose, copy or distribute this message. If you have received this email in error please notify the sender immediately and delete it from your system. Brightwater Logistics Ltd is registered in England and Wales, company number 0755 5123. Registered office: Unit 9, Harbour Way, Southampton SO14 2AQ.`,

  // 7 forward with introducing line
  (q) => `Hi, forwarding this from my mum as she doesn't have your address.

---------- Forwarded message ---------
From: Patricia Hale <pat.hale51@mail.example>
Date: Sun, Mar 9, 2025 at 6:12 PM
Subject: question for them
To: Chloe Hale <chloehale@mail.example>

Hello love, here's what I wanted to put to them:

${q}

See you on Sunday, love Mum xx`,

  // 8 forward without introducing line
  (q) => `---------- Forwarded message ---------
From: Rajesh Venkataraman <rajesh.v@mail.example>
Date: Thu, 22 Aug 2024 at 11:05
Subject: Fwd: query
To: <support@example.com>


Dear Support Team,

Greetings of the day.

${q}

Thanking you,
Rajesh Venkataraman
Chennai`,

  // 9 sloppy lower-case
  (q) => `hey there

${q}

cheers
jaz

Get Outlook for Android`,

  // 10 German company signature
  (q) => `Hello,

my name is Jürgen Pfeifer and I am writing from Stuttgart. Excuse me for my English, it is not perfect.

${q}

Best regards / Mit freundlichen Grüßen

Jürgen Pfeifer
--
Pfeifer Feinmechanik GmbH
Heilbronner Str. 211
70191 Stuttgart
Geschäftsführer: Jürgen Pfeifer, Anke Pfeifer
Amtsgericht Stuttgart, HRB 755512
USt-IdNr.: DE555012345`,

  // 11 Apple Mail reply
  (q) => `Thanks Marcus, that was really kind of you.

${q}

Olivia


> On Nov 18, 2024, at 3:27 PM, Marcus from Support <care@example.com> wrote:
> 
> Hi Olivia,
> 
> Great to hear that everything is sorted now! Just reply to this message if anything else comes up.
> 
> Have a wonderful day,
> Marcus`,

  // 12 one paragraph, all in line
  (q) => `Hi there, Steve here, long time customer. ${q} Thanks in advance, Steve`,

  // 13 self-introduction, student
  (q) => `Hello!

I'm Lucía, a student from Valencia doing my exchange year in Dublin. I only joined a few weeks ago so I'm still finding my way around everything :)

${q}

Thank you so much!!
Lucía Ferrer Montes
Erasmus student, BSc Biology`,

  // 14 academic signature with dash-dash delimiter
  (q) => `Dear support,

${q}

Many thanks,
Eleanor

-- 
Dr Eleanor Whitcombe (she/her)
Associate Professor of Medieval History
Room 3.14, Humanities Building
University of Westmere
Office hours: Tue 14:00-16:00
My working days are Monday to Thursday. I do not expect a reply outside your own working hours.`,

  // 15 Samsung footer
  (q) => `Good evening
${q}
Thank you
Mrs. Adebayo

Sent from my Samsung Galaxy smartphone.`,

  // 16 bottom-posted reply (Thunderbird)
  (q) => `On 07/10/2024 13:55, Service Team wrote:
> Dear Mr van der Berg,
>
> Thank you for contacting us. Your reference number is 20241007-3391.
> You can reply directly to this message.
>
> With kind regards,
> The Service Team

Dear Service Team,

${q}

Regards,
Pieter van der Berg`,

  // 17 Yahoo mail
  (q) => `To whom it may concern,

${q}

God bless and have a great day.

Darlene K. Hutchins


Sent from Yahoo Mail on Android`,

  // 18 ticket system with reply line
  (q) => `Hi Amelia,

Hope you had a nice weekend.

${q}

Thanks again,
Connor

On Mon, Jan 13, 2025 at 8:30 AM Amelia (Support) <tickets@example.com> wrote:

##- Please type your reply above this line -##

Your request (#90817) has been updated.

Amelia, Jan 13, 2025, 08:30 GMT

Hi Connor,

Thanks for reaching out! I'm the person looking after your ticket today.

Amelia

This email is a service from Example. Delivered by HelpHub.`,

  // 19 chatty older person
  (q) => `Dear all,

I do hope you are keeping well in this dreadful weather. My grandson set up this email for me, so bear with me, I type with one finger!

${q}

With very warm wishes to everyone in the office,

Dorothy Pickersgill (Mrs)`,

  // 20 no greeting, initials only
  (q) => `${q}

/ M.K.`,

  // 21 forward Apple style with intro line
  (q) => `Please see my husband's message below, he wrote to the wrong address the first time.

Kind regards
Aoife Brennan

Begin forwarded message:

From: Declan Brennan <declan.brennan@mail.example>
Subject: Quick question
Date: 2 June 2025 at 20:41:09 IST
To: Aoife Brennan <aoife.b@mail.example>

Hi,

${q}

Thanks a million,
Declan`,

  // 22 Outlook original message style
  (q) => `Hello Grace,

Much appreciated.

${q}

Brgds,
Stavros Papadimitriou
Fleet Operations
Aegean Meltemi Shipping S.A.
Akti Miaouli 85, Piraeus 185 38, Greece
T +30 210 555 0199

-----Original Message-----
From: Grace Lim [mailto:grace.lim@example.com]
Sent: 11 September 2023 10:02
To: Stavros Papadimitriou
Subject: RE: Enquiry

Dear Stavros,

Noted with thanks. I am at your disposal for anything further.

Best regards,
Grace Lim
Customer Relations`,

  // 23 American lawyer with confidentiality notice
  (q) => `Good afternoon,

${q}

Very truly yours,

Robert J. Castellano, Esq.
Castellano & Fitch LLP
1200 Commerce Street, Suite 1550
Dallas, TX 75202
(214) 555-0142 (direct)
(214) 555-0143 (fax)

CONFIDENTIALITY NOTICE: This e-mail message, including any attachments, is for the sole use of the intended recipient(s) and may contain confidential and privileged information. Any unauthorized review, use, disclosure or distribution is prohibited. If you are not the intended recipient, please contact the sender by reply e-mail and destroy all copies of the original message.`,

  // 24 environment footer and social links
  (q) => `Hi guys,

Big fan of what you do!

${q}

Cheers,

Zoe Tan
Marketing Lead @ Kopi & Co.
LinkedIn | Instagram | TikTok
Singapore 069547

🌱 Please consider the environment before printing this email.`,

  // 25 subject line pasted in the body
  (q) => `Subject: Question

Hello Support,

${q}

Name: Ahmed El-Sayed
City: Alexandria
Customer since: 2021

Best regards`,

  // 26 external mail banner
  (q) => `[EXTERNAL EMAIL] This message originated from outside your organization. Use caution with links and attachments.

Hi,

${q}

Thanks,
Kayla Dubois
Office Administrator
Maple Ridge Dental Group
Winnipeg, MB`,

  // 27 apology, second language
  (q) => `Dear friends,

Sorry for disturbing you, I am sure you are very busy. I am Yuki from Osaka.

${q}

Thank you very much for your kind support always.

Sincerely,
Yuki Nakagawa
中川 由紀`,

  // 28 nested quotes
  (q) => `Hi Ben,

${q}

Ta,
Gareth

On Fri, 6 Dec 2024 at 17:20, Ben - Customer Care <care@example.com> wrote:
> No worries at all Gareth, glad that's all done. Have a great weekend!
>
> Ben
>
> On Fri, 6 Dec 2024 at 16:58, Gareth Pugh <gareth.pugh@mail.example> wrote:
>> Brilliant, works perfectly now. Thanks for your help Ben.
>>
>> On Fri, 6 Dec 2024 at 16:31, Ben - Customer Care <care@example.com> wrote:
>>> Hi Gareth,
>>> All updated on our side now.
>>> Ben`,

  // 29 out of breath on the train
  (q) => `Hiya, just typing this on the train so excuse any typos

${q}

Thx
Soph x

Sent from my mobile device. Please excuse brevity and autocorrect.`,

  // 30 Outlook for iOS with reply block
  (q) => `Dear Ms. Alvarez,

Thank you for your note.

${q}

Sincerely,
Henry

Get Outlook for iOS<https://aka.ms/o0ukef>
________________________________
From: Ines Alvarez <ines.alvarez@example.com>
Sent: Wednesday, April 16, 2025 2:11:37 PM
To: Henry Blackwood <hblackwood@mail.example>
Subject: Welcome!

Dear Henry,

Welcome aboard! I am Ines, your personal contact. It is a pleasure to have you with us.

Warm regards,
Ines Alvarez`,

  // 31 French company, bilingual footer
  (q) => `Hello,

${q}

Have a nice day,
Bien cordialement,

Mathilde ROUSSEAU
Assistante de direction
Cabinet Rousseau & Associés
12 rue des Tanneurs, 69005 Lyon
Tél. : +33 4 55 50 12 34

Ce message et ses pièces jointes sont confidentiels et établis à l'intention exclusive de leurs destinataires.
This message and any attachments are confidential and intended solely for the addressees.`,

  // 32 on behalf of a small business, ornament signature
  (q) => `Good day,

Nomvula here from Thandi's Bakery in Durban. Hope your week is going well.

${q}

Warm regards,
Nomvula Dlamini

~*~*~*~*~*~*~*~*~*~*~*~*~
Thandi's Bakery - baked with love since 2009
WhatsApp 031 555 0176
Open Mon-Sat, 7am - 5pm
~*~*~*~*~*~*~*~*~*~*~*~*~`,

  // 33 quote in signature
  (q) => `Hello,

${q}

Thanks & regards,
Arjun Mehta
Software Engineer II

"Be the change that you wish to see in the world."`,

  // 34 virus-scan footer
  (q) => `Hello to all at customer services,

${q}

Kind regards
Keith & Maureen Sowerby


Virus-free. www.avast.com`,

  // 35 Outlook forward, no intro, from colleague
  (q) => `From: Isabella Conti <i.conti@contivini.example>
Sent: Friday, October 4, 2024 9:15 AM
To: Info <info@contivini.example>
Subject: for the support

Good morning,

${q}

Thank you and best regards,

Isabella Conti
Conti Vini S.r.l. - Export Department
Via Garibaldi 27, 53024 Montalcino (SI), Italy`,

  // 36 very polite with good wishes
  (q) => `Respected Sir/Madam,

I hope this email finds you in the best of health and spirits. Myself Sunita Sharma from Jaipur, and I am one of your happy customers.

${q}

Thanking you in anticipation.

Yours sincerely,
Sunita Sharma
Mob. 98-555-01234`,

  // 37 Proton Mail reply
  (q) => `Hey Lena,

${q}

Best,
Nils

Sent with Proton Mail secure email.

On Saturday, March 1st, 2025 at 10:08 AM, Lena <hello@example.com> wrote:

> Hi Nils,
>
> Thanks for your kind words about the team, I've passed them on!
>
> Lena`,

  // 38 government/NHS style signature, long
  (q) => `Afternoon,

${q}

Many thanks

Shabnam

Shabnam Iqbal
Ward Manager, Ward 12
Royal Calderdale Hospital
Ext. 55012 | Bleep 4471
Working pattern: Mon, Tues, Thurs

********************************************************************************************************************
This message may contain confidential information. If you are not the intended recipient please inform the sender that you have received the message in error before deleting it. Please do not disclose, copy or distribute information in this e-mail or take any action in relation to its contents. To do so is strictly prohibited and may be unlawful. Thank you for your co-operation.
********************************************************************************************************************`,

  // 39 auto-acknowledgement quoted with long footer
  (q) => `Hi, replying to your email below as suggested.

${q}

Thanks so much, Brooke

Brooke Hendricks
Realtor®, Sunny Shores Realty
Cell 727-555-0118
Licensed in the State of Florida

On Thu, Jul 18, 2024 at 7:01 PM <no-reply@example.com> wrote:

> Thanks for contacting us!
>
> This is an automated message to let you know that your email has arrived.
> We aim to answer within 24 hours, Monday to Friday.
>
> © 2024 Example Inc. All rights reserved.
> You are receiving this email because you wrote to our support address.`,

  // 40 PS and travel small talk
  (q) => `Hello from rainy Wellington!

Writing this over my morning flat white before the kids wake up.

${q}

Ngā mihi,
Aroha Ngata

P.S. Your colleague Sam was an absolute star last time, please pass on my thanks.`,
];
