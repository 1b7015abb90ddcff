/** English: law, personal data and consent that is taken back. A person answers these. */
export const EN_LAW = `
# grave
I act for Mrs Delia Okonjo in the matter of the kettle that burned her hand; kindly preserve all records and direct further correspondence to my chambers.
Our solicitor has drafted the papers and they go out Thursday unless we hear something sensible.
You signed page 4, clause 7.2, and you didn't keep it. What do you intend to do about the loss this caused us?
Detective Sgt. Harlow, Fraud Unit, Leeds. We require the login times of account 88213 for an ongoing enquiry, warrant attached.
im taking you to small claims over the 140 quid, just so you know
Please consider this my formal grievance under your own published procedure and give me a reference number.
A reporter from the Evening Post rang me about your outage, and I am going to tell her everything on Monday.
The ombudsman's form is filled in, only the stamp is missing.
To whom it concerns: service of a subpoena for documents relating to hosting customer "brightpeak". Where can it be delivered?
My cousin passed the bar last year and she says what you did with the renewals is not allowed in any state.
You've infringed our trademark on three product pages. Take them down within 48 hours.
The photo on your landing page is mine, I never licenced it to anybody, and I want to know whom to bill.
Because your server was down for nine hours we lost a wedding season's worth of bookings, and we hold you responsible for every one of them.
I have kept all the envelopes and all the dates. A judge can look at them.
Trading Standards told me to write to you one last time before they open a file.
Good day, I am the executor of late Mr. Pinto, the probate registry asks for a statement of what he owed you on the date of death.
our agreement said 99.9, you gave 97. thats a breach, read it yourself
Does your company carry insurance? The ladder you sold my husband collapsed and he is in hospital with a broken hip.
Dear Sirs, without prejudice: our client is prepared to settle on the terms below, failing which proceedings will be issued.
The consumer council in my country gave me a template letter, here it is, they want answer in 14 days with signature of director.
We are the tax inspectorate of Tartu district and ask for copies of invoices issued to Mardivere OÜ in 2022.
Tell whoever owns the place that I'm done asking nicely and next they'll be hearing from somebody with a briefcase.
My union's legal desk reviewed your terms and found paragraph 11 void. We'd like your position on that in writing.
I shall be lodging this with the Financial Conduct Authority at the end of the week, cc my MP.
Who is your registered agent for service in Delaware?
The bailiff came to MY door for YOUR mistake. Somebody's going to have to answer for that.
The tribunal has set the hearing for 9 June, room 3; you are named as second respondent.
Hey so my kid got an electric shock from the nightlight. We have the medical notes. What are you people going to do?
Take notice that we terminate for cause with immediate effect and reserve all our rights.
I do not accept your final response and I'm moving it up to the people who supervise you.
You promised in the contract to hand over the source files upon payment; it's three months, and our directors have voted to enforce.
An injunction is being prepared against the reseller who uses your platform, and you may be joined to it unless the shop goes offline.
Somebody should warn the telly about shops like this one, and I've already got an appointment with the producer.
My father slipped in your showroom on the wet tiles and now there are forms from the injury people, where do we send?
Admit in writing that it was your fault. I need that for what comes next.
What exactly do you have stored on me? I want the whole lot, notes and recordings included.
Under article 15 I request a copy of all personal data concerning me, in a machine readable form.
pls wipe everything with my name in it, like i was never there
How did a company in Manila get my mobile number when the only place I ever typed it was your checkout?
My surname was changed after the divorce, and you keep printing the old one on parcels. Put it right everywhere please, it's painful.
I want to be forgotten. Account, orders, chats, the pics of my passport, all gone.
A stranger's invoices turn up in my portal, with their address and the last digits of the card. Can others see mine as well??
You have my date of birth as 1919. I am old but not that old, dear, kindly amend your books.
Delete my account and all the info, confirm once its done.
With whom have you shared our household's details during the last twelve months? Names of companies, please, not categories.
I object to you building a profile out of what I buy.
Who at your office opened my file on 3 February? My ex works there.
Hello, I am 15 and I signed up without my mum knowing, can you remove what I put in
GDPR erasure request, user id 5531, deadline one month, thank you.
Your leak is on the news. Was I in it, yes or no, and which of my passwords?
I gave a scan of my ID for the SIM card. It's no longer needed, so shred it and tell me that you did.
Please let me see the transcript of the calls in which I was talked about, and what the agent wrote down after.
My late wife still gets birthday greetings from you. Take her off your system, please, I can't bear it.
Where do my health answers from the travel quiz go? I never would've filled it in had I known it leaves the country.
I'd like to speak with whoever is in charge of privacy there, since my home address shows up in Google next to your logo.
The credit bureau says you reported me late. That's false; correct the entry and inform them.
i moved out of that flat 2 yrs ago and the new tenant sees my bills. stop that and fix adress
Name of your data protection officer and his postal address, if you please.
What does your app know about where I've been? It asked for location and I'd tapped yes by accident.
You've no business keeping the fingerprints of our staff after the contract ended.
Do you feed my letters to some AI? If yes, I don't agree, leave mine out.
Can I get an export of all that's been collected since I joined in 2016, incl. IP addresses and device stuff?
Somebody has opened an account using my email and name, it isn't me, so what is written there about me?
Kindly restrict processing while we establish whether the information about my income is accurate.
Wipe the card number. I don't remember ever saying you could hold on to it.
Our former employee's CV is still in your recruiting tool, she asks it to disappear and for a list of everyone who viewed it.
CCPA: do not sell or share my information, and disclose what categories you've sold already.
It says on my profile that I'm male. Been wrong for years, I've sent the certificate twice.
I have found a picture of my daughter in your gallery of "happy customers". Nobody asked us. Down with it today.
Is it true you pass shopping habits on to insurers? I need a straight list of what went where about the Kowalczyk family.
Take me off the list.
Unsubscribe. I've clicked that little link five times, it does nothing.
I said yes to the newsletter in January, now I say no.
Stop ringing my mother, she is 88 and gets confused.
no more texts pls!!
I hereby withdraw my consent to marketing communications by any channel, effective on receipt.
Three e-mails before breakfast. Enough. Let me be.
Please do not call to this number anymore, I work night and sleep in day.
However lovely your offers are, I'd be grateful not to see them ever again.
The catalogues go straight from the mat into the bin; save the trees and leave our house out next time.
Your sales chap phoned during a funeral. He's not to dial me again.
I changed my mind about letting you use my story in your ads.
STOP
Hi! Could you remove sofia@ and info@ from the mailing, we both have never signed for this
I revoke the permission given on the paper form at the fair in Hanover, including for your partners.
Turn off those push things about sales, and the WhatsApp ones, I'd only wanted delivery news.
We're not interested in your hosting upgrade, weren't last month either, so cross us out for good.
Each week someone named Brad wants to "touch base". Brad must not touch anything.
My inbox is not your billboard.
When I bought the lamp a box was ticked for me. I untick it now.
Cease all promotional contact with our clinic; further messages will be logged.
dont write me
I used to like the tips but lately it's only selling, so goodbye, please don't post to me any longer.
I never want to be tracked for ads by you, whatever I may have pressed on that cookie banner.
You may no longer use my reviews or my face on your Instagram.
Kindly forget that I ever agreed to surveys.
Number blocked, you come with another number, blocked, again another. When does it finish?
Opt me out of everything, incl. the "friends of the brand" club that I can't recall entering.
My husband passed in May and the letters with his name on keep coming through the door, we'd rather they didn't.
Do me a favour and lose my number
Not to be contacted for commercial purposes: Ms R. Adeyemi, Mr T. Adeyemi, both landlines.
I cancel the agreement for SMS from the bank about loans. I have no need of loans.
Why am I hearing from you again when I'd asked in March for silence?
The recording of my webinar talk, I no longer permit you to show it to prospects.
You took $59 twice on the 4th. One of them is mine, the other I'd like back today.
`;
